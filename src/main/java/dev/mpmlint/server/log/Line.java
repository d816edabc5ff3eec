package dev.mpmlint.server.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A line of a log while it is made. Reused; owned by one thread.
///
/// Strings from the wire have one char for each byte (ISO 8859-1). A char above 255 can only come from elsewhere and is
/// written as UTF-8.
final class Line {
  private static final int USUAL = 1024;
  private static final int TOO_LARGE_TO_KEEP = 65536;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  byte[] bytes = new byte[USUAL];
  int length;

  void clear() {
    length = 0;
    if (bytes.length > TOO_LARGE_TO_KEEP) {
      bytes = new byte[USUAL];
    }
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /// One ASCII character.
  Line add(char c) {
    room(1);
    bytes[length++] = (byte) c;
    return this;
  }

  Line add(byte[] text) {
    return add(text, text.length);
  }

  Line add(byte[] text, int count) {
    room(count);
    System.arraycopy(text, 0, bytes, length, count);
    length += count;
    return this;
  }

  /// As it is.
  Line add(String text) {
    int n = text.length();
    room(n);
    int to = length;
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      if (c > 0xff) {
        length = to;
        return add(text.substring(i).getBytes(StandardCharsets.UTF_8));
      }
      bytes[to++] = (byte) c;
    }
    length = to;
    return this;
  }

  Line add(long number) {
    if (number < 0) {
      return add(Long.toString(number));
    }
    room(19);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return pad(number, digits);
  }

  /// The last digits of a number, with zeros in front.
  Line pad(long number, int width) {
    room(width);
    long rest = number;
    for (int at = length + width - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += width;
    return this;
  }

  /// With what could confuse a reader escaped, as ap_escape_logitem (server/util.c) does it: `\"`, `\\`, `\n`, `\x1b`.
  Line escape(String text) {
    return escape(text, true);
  }

  /// The same for the error log, where quotes mean nothing: ap_escape_errorlog_item.
  Line escapeForErrors(String text) {
    return escape(text, false);
  }

  private Line escape(String text, boolean quotes) {
    int n = text.length();
    room(n);
    int to = length;
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '\\' || c == '"' && quotes) {
        length = to;
        escape(c, text, i, quotes);
        if (c > 0xff) {
          return this;
        }
        room(n - i);
        to = length;
      } else {
        bytes[to++] = (byte) c;
      }
    }
    length = to;
    return this;
  }

  private void escape(char c, String text, int at, boolean quotes) {
    switch (c) {
      case '\\', '"' -> add('\\').add(c);
      case '\b' -> add('\\').add('b');
      case '\n' -> add('\\').add('n');
      case '\r' -> add('\\').add('r');
      case '\t' -> add('\\').add('t');
      case 0x0b -> add('\\').add('v');
      default -> {
        if (c > 0xff) {
          byte[] rest = text.substring(at).getBytes(StandardCharsets.UTF_8);
          escape(new String(rest, StandardCharsets.ISO_8859_1), quotes);
        } else {
          room(4);
          bytes[length++] = '\\';
          bytes[length++] = 'x';
          bytes[length++] = HEX[c >> 4];
          bytes[length++] = HEX[c & 15];
        }
      }
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}
