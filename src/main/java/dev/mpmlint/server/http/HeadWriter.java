package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mpmlint.server.exchange.Headers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Puts the head of an answer together: [#begin(int)], fields, [#end()], then [#writeTo(ByteBuffer)]. Characters beyond
/// ISO-8859-1 lose their upper byte. Owned by one thread; reused.
public final class HeadWriter {
  private static final int FIRST_SIZE = 512;
  private static final int KEPT_SIZE = 16 << 10;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int filled;
  private int written;

  /// A field's name and value's beginning as bytes, for fields that are sent often. Immutable.
  public static final class Name {
    private final byte[] bytes;

    public Name(String name) {
      bytes = (name + ": ").getBytes(ISO_8859_1);
    }
  }

  public static final Name DATE = new Name("Date");
  public static final Name SERVER = new Name("Server");
  public static final Name CONTENT_LENGTH = new Name("Content-Length");
  public static final Name CONNECTION = new Name("Connection");
  public static final Name KEEP_ALIVE = new Name("Keep-Alive");
  public static final Name TRANSFER_ENCODING = new Name("Transfer-Encoding");

  /// The status line. A status that httpd does not know becomes 500.
  public HeadWriter begin(int status) {
    if (bytes.length > KEPT_SIZE) {
      bytes = new byte[FIRST_SIZE];
    }
    filled = 0;
    written = 0;
    return add(Status.line(status));
  }

  /// The same with a reason phrase of one's own; null for httpd's.
  public HeadWriter begin(int status, @Nullable String reason) {
    begin(status);
    if (reason != null) {
      filled = 0;
      add("HTTP/1.1 ").add((long) status).add(" ").add(reason).lineEnd();
    }
    return this;
  }

  /// Date of now, made once a second.
  public HeadWriter date(long millis) {
    return add(DATE.bytes).add(HttpDate.nowBytes(millis)).lineEnd();
  }

  public HeadWriter field(Name name, String value) {
    return add(name.bytes).add(value).lineEnd();
  }

  public HeadWriter field(Name name, long value) {
    return add(name.bytes).add(value).lineEnd();
  }

  public HeadWriter field(String name, String value) {
    add(name);
    room(2);
    bytes[filled++] = ':';
    bytes[filled++] = ' ';
    return add(value).lineEnd();
  }

  public HeadWriter fields(Headers headers) {
    for (int i = 0; i < headers.size(); i++) {
      field(headers.name(i), headers.value(i));
    }
    return this;
  }

  /// The empty line after the fields.
  public HeadWriter end() {
    return lineEnd();
  }

  /// Bytes that [#writeTo(ByteBuffer)] has not given out yet.
  public int remaining() {
    return filled - written;
  }

  /// Gives out as much as there is room for.
  ///
  /// @return whether that was all
  public boolean writeTo(ByteBuffer out) {
    int count = Math.min(out.remaining(), filled - written);
    out.put(bytes, written, count);
    written += count;
    return written == filled;
  }

  /// Whether httpd sends such fields at all: names are tokens and values hold no control characters. Else it answers 500
  /// with AH02428, AH02429 or AH02430.
  public static boolean sendable(Headers headers, boolean unsafe) {
    for (int i = 0; i < headers.size(); i++) {
      if (!sendable(headers.name(i), unsafe ? Ascii.VISIBLE : Ascii.TOKEN)
          || headers.name(i).isEmpty()
          || !sendable(headers.value(i), Ascii.CONTENT)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sendable(String text, int kind) {
    for (int i = 0; i < text.length(); i++) {
      if (!Ascii.is(kind, (char) (text.charAt(i) & 0xff))) {
        return false;
      }
    }
    return true;
  }

  private HeadWriter lineEnd() {
    room(2);
    bytes[filled++] = '\r';
    bytes[filled++] = '\n';
    return this;
  }

  private HeadWriter add(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, filled, more.length);
    filled += more.length;
    return this;
  }

  // The deprecated method is the one that copies without an array between.
  @SuppressWarnings("deprecation")
  private HeadWriter add(String text) {
    int length = text.length();
    room(length);
    text.getBytes(0, length, bytes, filled);
    filled += length;
    return this;
  }

  private HeadWriter add(long number) {
    if (number < 0) {
      return add(Long.toString(number));
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    room(digits);
    long rest = number;
    for (int at = filled + digits - 1; at >= filled; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    filled += digits;
    return this;
  }

  private void room(int more) {
    if (bytes.length - filled < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, filled + more));
    }
  }
}
