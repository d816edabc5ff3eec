package dev.mpmlint.report;

/// Text in XML 1.0. Stateless.
final class Xml {
  private Xml() {}

  /// An attribute with a blank before it: ` name="value"`.
  static String attribute(String name, Object value) {
    return " " + name + "=\"" + escape(value.toString()) + "\"";
  }

  /// Characters that XML cannot hold, control characters and lone surrogates, are shown as `\xNN`.
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\t', '\n', '\r' -> out.append("&#").append(c).append(';');
                default -> {
                  boolean allowed = c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c > 0xffff;
                  if (allowed) {
                    out.appendCodePoint(c);
                  } else {
                    out.append(String.format("\\x%02x", c));
                  }
                }
              }
            });
    return out.toString();
  }
}
