package dev.mpmlint.server.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Private keys in the forms that OpenSSL writes.
final class Keys {
  private static final byte[] NULL = {5, 0};

  private Keys() {}

  /// The first private key of a PEM file as PKCS #8; null when there is none that can be read.
  ///
  /// @param blocks unencrypted: PKCS #8, PKCS #1 for RSA (RFC 8017), SEC 1 for elliptic curves (RFC 5915)
  static byte @Nullable [] pkcs8(List<Pem> blocks) {
    byte[] parameters = null;
    for (Pem block : blocks) {
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return block.der();
        }
        case "RSA PRIVATE KEY" -> {
          return wrap(Der.RSA, NULL, block.der());
        }
        case "EC PARAMETERS" -> parameters = block.der();
        case "EC PRIVATE KEY" -> {
          byte[] curve = curve(block.der());
          byte[] known = curve == null ? parameters : curve;
          return known == null ? null : wrap(Der.EC, known, block.der());
        }
        default -> {
          // Certificates and parameters may stand before the key.
        }
      }
    }
    return null;
  }

  /// @throws GeneralSecurityException when it is broken or of a kind that the JDK does not know
  static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm(pkcs8)).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /// Whether a signature made with the one is verified with the other.
  static boolean match(PrivateKey key, PublicKey certified) {
    String with =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    byte[] challenge = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(with);
      signature.initSign(key);
      signature.update(challenge);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(challenge);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static String algorithm(byte[] pkcs8) throws GeneralSecurityException {
    try {
      Der.Reader info = new Der.Reader(pkcs8).enter();
      info.enter();
      byte[] oid = info.enter().enter().rest();
      if (Arrays.equals(oid, Der.RSA)) {
        return "RSA";
      }
      if (Arrays.equals(oid, Der.EC)) {
        return "EC";
      }
      if (Arrays.equals(oid, Der.ED25519) || Arrays.equals(oid, Der.ED448)) {
        return "EdDSA";
      }
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException(e);
    }
    throw new GeneralSecurityException("a key of a kind that is not known");
  }

  /// The curve's object identifier, whole element, as the key itself names it: its field `[0]`.
  private static byte @Nullable [] curve(byte[] sec1) {
    try {
      Der.Reader key = new Der.Reader(sec1).enter();
      while (key.tag() >= 0) {
        if (key.tag() == 0xa0) {
          return key.enter().rest();
        }
        key.enter();
      }
    } catch (IllegalArgumentException _) {
      // Then it names none.
    }
    return null;
  }

  private static byte[] wrap(byte[] oid, byte[] parameters, byte[] key) {
    return Der.of(
        Der.SEQUENCE,
        Der.integer(0),
        Der.of(Der.SEQUENCE, Der.of(Der.OID, oid), parameters),
        Der.of(Der.OCTET_STRING, key));
  }
}
