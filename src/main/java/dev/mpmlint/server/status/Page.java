package dev.mpmlint.server.status;

import dev.mpmlint.server.exchange.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Text on its way to a client, in ISO-8859-1, through 8 KiB of memory. Without a sink it keeps what fits and notes
/// whether all did. Owned by one thread.
final class Page {
  private static final int SIZE = 8192;

  private final byte[] memory = new byte[SIZE];
  private final Body.@Nullable Sink sink;
  private int length;
  private boolean overflowed;

  Page(Body.@Nullable Sink sink) {
    this.sink = sink;
  }

  Page text(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      letter(text.charAt(i));
    }
    return this;
  }

  Page letter(char c) throws IOException {
    if (length == SIZE) {
      flush();
    }
    memory[length++] = (byte) c;
    return this;
  }

  Page number(long number) throws IOException {
    return text(Long.toString(number));
  }

  /// For HTML: `&`, `<`, `>` and `"` escaped (ap_escape_html).
  Page escaped(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> text("&amp;");
        case '<' -> text("&lt;");
        case '>' -> text("&gt;");
        case '"' -> text("&quot;");
        default -> letter(c);
      }
    }
    return this;
  }

  /// As in a log, then for HTML: what does not print, `"` and `\` are escaped as well (ap_escape_logitem).
  Page logged(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> text("\\&quot;");
        case '\\' -> text("\\\\");
        case '\b' -> text("\\b");
        case '\n' -> text("\\n");
        case '\r' -> text("\\r");
        case '\t' -> text("\\t");
        case 0x0b -> text("\\v");
        default -> {
          if (c < ' ' || c > '~') {
            text("\\x").letter(Character.forDigit(c >> 4 & 15, 16)).letter(Character.forDigit(c & 15, 16));
          } else {
            escaped(String.valueOf(c));
          }
        }
      }
    }
    return this;
  }

  /// Sends what is left.
  void end() throws IOException {
    if (sink != null) {
      flush();
    }
  }

  /// Whether more was written than fits; then [#bytes] is not all.
  boolean overflowed() {
    return overflowed;
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(Arrays.copyOf(memory, length));
  }

  private void flush() throws IOException {
    if (sink == null) {
      overflowed = true;
    } else {
      sink.write(ByteBuffer.wrap(memory, 0, length));
    }
    length = 0;
  }
}
