package dev.mpmlint.server.gateway;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Texts of a request as bytes and back: one char stands for one byte, as the parser made it; a name of a file can hold
/// others, which are UTF-8.
final class Octets {
  private Octets() {}

  static byte[] of(String text) {
    return text.getBytes(bytewise(text) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  static int length(String text) {
    return bytewise(text) ? text.length() : of(text).length;
  }

  /// The same bytes as a process's environment and arguments take them from this JVM; what its locale cannot express is
  /// lost.
  static String forProcess(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return new String(of(text), Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
      }
    }
    return text;
  }

  private static boolean bytewise(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return false;
      }
    }
    return true;
  }
}
