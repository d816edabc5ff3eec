package dev.mpmlint.server.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// A throw-away certificate (RFC 5280) on the curve P-256 that signs itself; valid for two days around now.
final class SelfSigned {
  private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final byte[] ECDSA_WITH_SHA256 = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2};
  private static final byte[] COMMON_NAME = {0x55, 4, 3};
  private static final byte[] SUBJECT_ALT_NAME = {0x55, 0x1d, 0x11};

  private SelfSigned() {}

  /// @param names that the certificate is for, the first also as its common name; 127.0.0.1 is added
  static TlsMaterial.Pair make(List<String> names) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] body = body(names, pair.getPublic().getEncoded());
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(body);
      byte[] certificate = Der.of(Der.SEQUENCE, body, algorithm(), Der.bits(signature.sign()));
      return new TlsMaterial.Pair(List.of(certificate), pair.getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make a P-256 key", e);
    }
  }

  private static byte[] body(List<String> names, byte[] publicKey) {
    Instant now = Instant.now();
    String common = names.isEmpty() ? "localhost" : names.getFirst();
    byte[] name =
        Der.of(
            Der.SEQUENCE,
            Der.of(
                Der.SET,
                Der.of(Der.SEQUENCE, Der.of(Der.OID, COMMON_NAME), Der.text(Der.UTF8_STRING, shortened(common)))));
    byte[] validity =
        Der.of(
            Der.SEQUENCE,
            Der.text(Der.UTC_TIME, UTC.format(now.minus(Duration.ofDays(1)))),
            Der.text(Der.UTC_TIME, UTC.format(now.plus(Duration.ofDays(1)))));
    byte[] extensions =
        Der.of(
            Der.SEQUENCE,
            Der.of(
                Der.SEQUENCE,
                Der.of(Der.OID, SUBJECT_ALT_NAME),
                Der.of(Der.OCTET_STRING, Der.of(Der.SEQUENCE, alternatives(names)))));
    return Der.of(
        Der.SEQUENCE,
        Der.of(0xa0, Der.integer(2)),
        Der.integer(System.nanoTime() & Long.MAX_VALUE),
        algorithm(),
        name,
        validity,
        name,
        publicKey,
        Der.of(0xa3, extensions));
  }

  private static byte[][] alternatives(List<String> names) {
    byte[][] all = new byte[names.size() + 1][];
    for (int i = 0; i < names.size(); i++) {
      all[i] = Der.of(0x82, names.get(i).getBytes(StandardCharsets.US_ASCII));
    }
    all[names.size()] = Der.of(0x87, new byte[] {127, 0, 0, 1});
    return all;
  }

  /// A common name has at most 64 characters.
  private static String shortened(String name) {
    return name.length() > 64 ? name.substring(0, 64) : name;
  }

  private static byte[] algorithm() {
    return Der.of(Der.SEQUENCE, Der.of(Der.OID, ECDSA_WITH_SHA256));
  }
}
