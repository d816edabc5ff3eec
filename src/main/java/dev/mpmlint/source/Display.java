package dev.mpmlint.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// From text with one `char` per byte to what a person reads, and back. Stateless.
public final class Display {
  private Display() {}

  /// UTF-8 is decoded; where the bytes are no UTF-8, those above 127 are shown as `\xNN`. Control characters, which
  /// could drive a terminal, are shown as `\xNN` too, and a tab stays.
  public static String of(String bytes) {
    if (isPlain(bytes)) {
      return bytes;
    }
    String decoded = decode(bytes);
    StringBuilder out = new StringBuilder(bytes.length() + 16);
    String from = decoded == null ? bytes : decoded;
    for (int i = 0; i < from.length(); i++) {
      char c = from.charAt(i);
      boolean raw = decoded == null && c > 126;
      boolean control = c < 32 && c != '\t' || c == 127 || c >= 0x80 && c < 0xa0 || isFormatControl(c);
      if (raw || control && c < 256) {
        out.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
      } else if (control) {
        out.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /// Text that a person typed as the bytes (UTF-8) that stand in a file, one `char` per byte.
  public static String toBytes(String typed) {
    return new String(typed.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /// The bytes as an editor holds them: UTF-8 decoded and nothing escaped; where they are no UTF-8, one character each.
  public static String decoded(String bytes) {
    String decoded = decode(bytes);
    return decoded == null ? bytes : decoded;
  }

  /// How many columns [#of] the bytes from `start` to `end` take.
  static int width(String text, int start, int end) {
    String part = text.substring(start, end);
    if (isPlain(part)) {
      return end - start;
    }
    String shown = of(part);
    return shown.codePointCount(0, shown.length());
  }

  private static boolean isPlain(String s) {
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c < 32 && c != '\t' || c > 126) {
        return false;
      }
    }
    return true;
  }

  /// Characters that reorder or hide the text around them.
  private static boolean isFormatControl(char c) {
    return c == 0xfeff || c >= 0x200b && c <= 0x200f || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
  }

  private static @org.jspecify.annotations.Nullable String decode(String bytes) {
    try {
      CharBuffer decoded =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
      return decoded.toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
