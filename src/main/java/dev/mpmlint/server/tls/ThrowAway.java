package dev.mpmlint.server.tls;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// A certificate and its key for servers that are only tried. Stateless.
public final class ThrowAway {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private ThrowAway() {}

  /// Both as PEM (RFC 7468), new at each call, valid for a day.
  ///
  /// @param names that the certificate is for
  public static String pem(List<String> names) {
    TlsMaterial.Pair pair = SelfSigned.make(names);
    return block("CERTIFICATE", pair.chain().getFirst()) + block("PRIVATE KEY", pair.key());
  }

  private static String block(String label, byte[] bytes) {
    return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(bytes) + "\n-----END " + label + "-----\n";
  }
}
