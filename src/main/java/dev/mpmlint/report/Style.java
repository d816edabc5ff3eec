package dev.mpmlint.report;

/// What the reader's terminal can show.
///
/// @param colour whether escape sequences for colour are understood
/// @param unicode whether characters beyond ASCII can be shown
public record Style(boolean colour, boolean unicode) {
  /// For files, pipes and terminals of which nothing is known.
  public static final Style PLAIN = new Style(false, false);

  public String paint(Tone tone, String text) {
    return colour && !text.isEmpty() ? tone.paint(text) : text;
  }

  String ellipsis() {
    return unicode ? "…" : "...";
  }

  /// Text made by mpmlint or taken from a path, safe to print: no control characters, no line breaks, and where the
  /// terminal has ASCII only, nothing beyond it.
  public String safe(String text) {
    if (isPrintableAscii(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 8);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private void append(StringBuilder out, int c) {
    if (c == '\n' || c == '\t') {
      out.append(' ');
    } else if (Width.isControl(c)) {
      escape(out, c);
    } else if (c < 127 || unicode) {
      out.appendCodePoint(c);
    } else {
      out.append(
          switch (c) {
            case '·' -> "-";
            case '–', '—' -> "-";
            case '…' -> "...";
            case '×' -> "x";
            case '÷' -> "/";
            case '→' -> "->";
            case '≤' -> "<=";
            case '≥' -> ">=";
            case '⌈', '⌉', '⌊', '⌋' -> "";
            case '‘', '’' -> "'";
            case '“', '”' -> "\"";
            default -> "?";
          });
    }
  }

  private static void escape(StringBuilder out, int c) {
    String hex = Integer.toHexString(c);
    out.append(c < 256 ? "\\x" : "\\u").append("0".repeat(Math.max(0, (c < 256 ? 2 : 4) - hex.length()))).append(hex);
  }

  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 32 || c > 126) {
        return false;
      }
    }
    return true;
  }
}
