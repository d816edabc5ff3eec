package dev.mpmlint.server.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// The few shapes of DER (X.690) that keys and a self-signed certificate need.
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OID = 0x06;
  static final int UTF8_STRING = 0x0c;
  static final int UTC_TIME = 0x17;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  /// The value of an object identifier: its DER without tag and length.
  static final byte[] RSA = {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1};
  static final byte[] EC = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};
  static final byte[] ED25519 = {0x2b, 0x65, 0x70};
  static final byte[] ED448 = {0x2b, 0x65, 0x71};

  private Der() {}

  /// One element: tag, length, and all parts after one another.
  static byte[] of(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      int skip = bytes[0] == 0 ? 1 : 0;
      out.write(0x80 | (bytes.length - skip));
      out.write(bytes, skip, bytes.length - skip);
    }
    for (byte[] part : parts) {
      out.write(part, 0, part.length);
    }
    return out.toByteArray();
  }

  static byte[] integer(long value) {
    return of(INTEGER, BigInteger.valueOf(value).toByteArray());
  }

  static byte[] text(int tag, String text) {
    return of(tag, text.getBytes(StandardCharsets.UTF_8));
  }

  /// A bit string of whole bytes.
  static byte[] bits(byte[] bytes) {
    return of(BIT_STRING, new byte[] {0}, bytes);
  }

  /// Walks over the elements of one nesting level.
  static final class Reader {
    private final byte[] bytes;
    private int at;
    private final int end;

    Reader(byte[] bytes) {
      this(bytes, 0, bytes.length);
    }

    private Reader(byte[] bytes, int at, int end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    /// The tag of the next element; -1 at the end.
    int tag() {
      return at < end ? bytes[at] & 0xff : -1;
    }

    /// The inside of the next element, which is passed.
    ///
    /// @throws IllegalArgumentException when there is none, or it reaches beyond the end
    Reader enter() {
      int from = at + 2;
      if (from > end) {
        throw new IllegalArgumentException("DER ends too early");
      }
      long length = bytes[at + 1] & 0xff;
      if (length >= 0x80) {
        int count = (int) length & 0x7f;
        if (count == 0 || count > 4 || from + count > end) {
          throw new IllegalArgumentException("DER with a bad length");
        }
        length = 0;
        for (int i = 0; i < count; i++) {
          length = length << 8 | (bytes[from++] & 0xff);
        }
      }
      if (length > end - from) {
        throw new IllegalArgumentException("DER ends too early");
      }
      at = from + (int) length;
      return new Reader(bytes, from, at);
    }

    /// What is left of this level.
    byte[] rest() {
      return java.util.Arrays.copyOfRange(bytes, at, end);
    }
  }
}
