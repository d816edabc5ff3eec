package dev.mpmlint.server.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One block of a PEM file (RFC 7468, with the headers of RFC 1421).
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  private final String label;
  private final byte[] der;
  private final boolean encrypted;

  private Pem(String label, byte[] der, boolean encrypted) {
    this.label = label;
    this.der = der;
    this.encrypted = encrypted;
  }

  /// What stands after BEGIN: `CERTIFICATE`, `PRIVATE KEY`, `RSA PRIVATE KEY`, …
  String label() {
    return label;
  }

  /// Empty when encrypted.
  byte[] der() {
    return der;
  }

  /// Whether a pass phrase is needed.
  boolean encrypted() {
    return encrypted;
  }

  /// The blocks in order; what is between them, or broken, is passed over, as OpenSSL does.
  static List<Pem> parse(String text) {
    List<Pem> blocks = new ArrayList<>();
    String label = null;
    boolean encrypted = false;
    StringBuilder base64 = new StringBuilder();
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith(BEGIN) && line.endsWith(DASHES) && line.length() > BEGIN.length() + DASHES.length()) {
        label = line.substring(BEGIN.length(), line.length() - DASHES.length());
        encrypted = label.equals("ENCRYPTED PRIVATE KEY");
        base64.setLength(0);
      } else if (label != null && line.equals("-----END " + label + DASHES)) {
        byte[] der = decode(base64, encrypted);
        if (der != null) {
          blocks.add(new Pem(label, der, encrypted));
        }
        label = null;
      } else if (line.startsWith("Proc-Type:") && line.contains("ENCRYPTED")) {
        encrypted = true;
      } else if (line.indexOf(':') < 0) {
        base64.append(line);
      }
    }
    return blocks;
  }

  private static byte @Nullable [] decode(CharSequence base64, boolean encrypted) {
    if (encrypted) {
      return new byte[0];
    }
    try {
      return Base64.getDecoder().decode(base64.toString());
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
