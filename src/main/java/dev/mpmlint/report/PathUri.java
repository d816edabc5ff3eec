package dev.mpmlint.report;

import java.nio.charset.StandardCharsets;

/// Names of files as RFC 3986 writes them: a relative reference, or `file://` for an absolute path. Stateless.
final class PathUri {
  private static final String PLAIN = "/-._~!$&'()*+,;=@";

  private PathUri() {}

  static String of(String name) {
    StringBuilder uri = new StringBuilder(name.startsWith("/") ? "file://" : "");
    boolean first = true;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      // A colon in the first step of a relative reference would make it a scheme.
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0 || c == ':' && !first);
      first &= c != '/';
      if (plain) {
        uri.append(c);
      } else {
        uri.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        uri.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return uri.toString();
  }
}
