package dev.mpmlint.server.content;

import java.nio.charset.StandardCharsets;

/// Escaping as httpd does it (server/util.c). Text beyond ASCII is taken as UTF-8. Stateless.
public final class Escapes {
  private static final String HEX = "0123456789abcdef";

  private Escapes() {}

  /// `ap_escape_html`.
  public static String html(String text) {
    StringBuilder s = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String with =
          switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            default -> "";
          };
      if (!with.isEmpty() && s == null) {
        s = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (s != null) {
        if (with.isEmpty()) {
          s.append(c);
        } else {
          s.append(with);
        }
      }
    }
    return s == null ? text : s.toString();
  }

  /// `ap_os_escape_path`: for a path inside a URL; with `./` in front when its first segment has a colon.
  ///
  /// @param partial whether the text follows another part of a path
  public static String path(String text, boolean partial) {
    StringBuilder s = new StringBuilder(text.length() + 16);
    if (!partial) {
      int colon = text.indexOf(':');
      int slash = text.indexOf('/');
      if (colon >= 0 && (slash < 0 || colon < slash)) {
        s.append("./");
      }
    }
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isPathCharacter(c)) {
        s.append(c);
      } else {
        s.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return s.toString();
  }

  private static boolean isPathCharacter(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "$-_.+!*'(),:@&=/~;".indexOf(c) >= 0);
  }
}
