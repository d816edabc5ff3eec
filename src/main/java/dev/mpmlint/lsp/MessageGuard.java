package dev.mpmlint.lsp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The client's messages, of which none is larger than memory allows: the stream ends where the head of one announces too
/// much, or is none at all. Owned by the thread that reads.
final class MessageGuard extends InputStream {
  /// No configuration is so large.
  static final int LARGEST_MESSAGE = 64 << 20;

  private static final int LARGEST_HEAD = 4096;
  private static final String LENGTH = "content-length:";

  private final InputStream from;
  private byte[] head = {};
  private int headAt;
  private long body;
  private boolean ended;
  private volatile @Nullable String refusal;

  MessageGuard(InputStream from) {
    this.from = from;
  }

  /// Why the stream ended early: one sentence; null when the client ended it. Volatile: asked by the thread that ends the
  /// server.
  @Nullable String refusal() {
    return refusal;
  }

  /// The next byte of a head. The protocol's library reads heads byte by byte and bodies in pieces; of a body that is no
  /// JSON it leaves the rest, which would then be taken for a head.
  @Override
  public int read() throws IOException {
    if (headAt == head.length) {
      while (body > 0 && !ended) {
        long skipped = from.readNBytes((int) Math.min(body, 8192)).length;
        body -= skipped;
        ended = skipped == 0;
      }
    }
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (headAt == head.length && body == 0 && !nextHead()) {
      return -1;
    }
    if (headAt < head.length) {
      int count = Math.min(length, head.length - headAt);
      System.arraycopy(head, headAt, into, offset, count);
      headAt += count;
      return count;
    }
    int count = from.read(into, offset, (int) Math.min(length, body));
    body = count < 0 ? 0 : body - count;
    ended |= count < 0;
    return count;
  }

  /// Reads up to the empty line.
  private boolean nextHead() throws IOException {
    if (ended) {
      return false;
    }
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    int last = 0;
    boolean lineIsEmpty = true;
    while (true) {
      int b = from.read();
      if (b < 0) {
        ended = true;
        return false;
      }
      read.write(b);
      if (read.size() > LARGEST_HEAD) {
        return refuse("the client's message has no head that ends within " + LARGEST_HEAD + " bytes");
      }
      if (b == '\n') {
        if (lineIsEmpty && last == '\r') {
          break;
        }
        lineIsEmpty = true;
      } else if (b != '\r') {
        lineIsEmpty = false;
      }
      last = b;
    }
    head = read.toByteArray();
    headAt = 0;
    return measure(new String(head, StandardCharsets.US_ASCII));
  }

  private boolean measure(String text) {
    for (String line : text.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        String value = line.substring(LENGTH.length()).strip();
        if (!value.matches("[0-9]{1,18}")) {
          return refuse("the client announces a message of no length");
        }
        body = Long.parseLong(value);
        return body <= LARGEST_MESSAGE
            || refuse("the client's message of " + value + " bytes is larger than " + (LARGEST_MESSAGE >> 20) + " MiB");
      }
    }
    return refuse("the client's message has no Content-Length");
  }

  private boolean refuse(String why) {
    refusal = why;
    ended = true;
    head = new byte[0];
    headAt = 0;
    body = 0;
    return false;
  }
}
