package dev.mpmlint.server.site;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The path of a URI, from its escaped form to the one that configuration and files are compared with. In the order of
/// httpd 2.4: `ap_normalize_path` with unreserved characters decoded, then `ap_unescape_url`. Stateless.
final class UriPath {
  private UriPath() {}

  /// What came of it: a path, or a status.
  ///
  /// @param status 0, 400 or 404
  record Decoded(String path, int status) {}

  /// AllowEncodedSlashes.
  enum EncodedSlashes { OFF, ON, NO_DECODE }

  static Decoded decode(String raw, EncodedSlashes slashes, boolean merge) {
    if (isPlain(raw)) {
      return new Decoded(raw, 0);
    }
    String normal = normalize(raw, merge, true);
    if (normal.isEmpty()) {
      return new Decoded("", 400);
    }
    Decoded decoded = unescape(normal, slashes);
    if (decoded.status == 0 && slashes == EncodedSlashes.ON) {
      String again = normalize(decoded.path, merge, false);
      return again.isEmpty() ? new Decoded("", 404) : new Decoded(again, 0);
    }
    return decoded;
  }

  /// Whether there is nothing to decode: no escape, no `//`, no segment that begins with a dot, nothing beyond ASCII.
  private static boolean isPlain(String raw) {
    if (raw.isEmpty() || raw.charAt(0) != '/') {
      return false;
    }
    char before = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%' || c > 126 || (before == '/' && (c == '/' || c == '.'))) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /// Takes away `//`, `/./` and `/../`; empty when the path leads above the root or does not begin with a slash.
  private static String normalize(String raw, boolean merge, boolean decode) {
    String path = decode ? decodeUnreserved(raw) : raw;
    if (path.isEmpty() || path.charAt(0) != '/') {
      return "";
    }
    StringBuilder out = new StringBuilder(path.length());
    int at = 0;
    while (at < path.length()) {
      int end = path.indexOf('/', at + 1);
      int stop = end < 0 ? path.length() : end;
      int length = stop - at - 1;
      if (length == 0 && merge && end >= 0) {
        at = stop;
        continue;
      }
      if (length == 1 && path.charAt(at + 1) == '.') {
        closeWithSlash(out, end);
      } else if (length == 2 && path.charAt(at + 1) == '.' && path.charAt(at + 2) == '.') {
        int parent = out.lastIndexOf("/");
        if (parent < 0) {
          return "";
        }
        out.setLength(parent);
        closeWithSlash(out, end);
      } else {
        out.append(path, at, stop);
      }
      at = stop;
    }
    return out.isEmpty() ? "/" : out.toString();
  }

  /// `/a/.` and `/a/b/..` at the end of a path name the folder.
  private static void closeWithSlash(StringBuilder out, int end) {
    if (end < 0) {
      out.append('/');
    }
  }

  private static String decodeUnreserved(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    StringBuilder out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      int code = raw.charAt(i) == '%' ? escaped(raw, i) : -1;
      if (code >= 0 && isUnreserved((char) code)) {
        out.append((char) code);
        i += 2;
      } else {
        out.append(raw.charAt(i));
      }
    }
    return out.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
  }

  /// The code of `%XX` at an index, -1 when it is none.
  private static int escaped(String s, int at) {
    if (at + 2 >= s.length()) {
      return -1;
    }
    int high = Character.digit(s.charAt(at + 1), 16);
    int low = Character.digit(s.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static Decoded unescape(String path, EncodedSlashes slashes) {
    byte[] out = new byte[path.length()];
    int n = 0;
    boolean hidden = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '%') {
        out[n++] = (byte) c;
        continue;
      }
      int code = escaped(path, i);
      if (code < 0) {
        return new Decoded("", 400);
      }
      if (code == 0 || (code == '/' && slashes == EncodedSlashes.OFF)) {
        hidden = true;
      }
      if (code == '/' && slashes == EncodedSlashes.NO_DECODE) {
        out[n++] = '%';
        continue;
      }
      out[n++] = (byte) code;
      i += 2;
    }
    return hidden ? new Decoded("", 404) : new Decoded(text(out, n), 0);
  }

  /// UTF-8 where it is that, else one character for each byte.
  private static String text(byte[] bytes, int length) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
  }
}
