package dev.mpmlint.server.tls;

import static dev.mpmlint.server.tls.TlsRefusedException.emerg;

import dev.mpmlint.server.log.Level;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads certificates and keys, in the control process. Refuses what httpd refuses, with its messages
/// (ssl_engine_init.c, ssl_init_server_certs).
public final class TlsFiles {
  private static final int MAX_BYTES = 1 << 20;
  private static final String FATAL = "AH02312: Fatal error initialising mod_ssl, exiting.";

  private TlsFiles() {}

  /// @throws TlsRefusedException when httpd would not start
  public static TlsMaterial.Of load(TlsSettings settings) throws TlsRefusedException {
    if (settings.certificates().isEmpty()) {
      throw TlsRefusedException.start(
          emerg("AH02572: Failed to configure at least one certificate and key for " + settings.id()), emerg(FATAL));
    }
    List<TlsMaterial.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < settings.certificates().size(); i++) {
      pairs.add(pair(settings, i));
    }
    return new TlsMaterial.Of(
        settings.host(), settings.id(), pairs, settings.protocols(), settings.ciphers(), settings.serverOrder());
  }

  private static TlsMaterial.Pair pair(TlsSettings settings, int index) throws TlsRefusedException {
    String id = settings.id() + ":" + index;
    String file = settings.certificates().get(index);
    String keyFile = index < settings.keys().size() ? settings.keys().get(index) : file;
    List<byte[]> chain = certificates(blocks(file));
    String chainFile = settings.chain();
    if (chain.isEmpty() || !sound(chain)) {
      throw TlsRefusedException.start(
          emerg(
              chainFile == null
                  ? "AH02562: Failed to configure certificate " + id + " (with chain), check " + file
                  : "AH02561: Failed to configure certificate " + id + ", check " + file));
    }
    if (chainFile != null) {
      chain = new ArrayList<>(chain.subList(0, 1));
      chain.addAll(certificates(blocks(chainFile)));
      if (!sound(chain)) {
        throw TlsRefusedException.start(emerg("AH01903: Failed to configure CA certificate chain!"), emerg(FATAL));
      }
    }
    byte[] key = key(id, keyFile);
    PrivateKey usable = usable(key);
    if (usable == null) {
      throw notFound(id, keyFile);
    }
    if (!Keys.match(usable, certificate(chain.getFirst()).getPublicKey())) {
      throw TlsRefusedException.start(
          emerg("AH02565: Certificate and private key " + id + " from " + file + " and " + keyFile + " do not match"));
    }
    return new TlsMaterial.Pair(chain, key);
  }

  private static byte[] key(String id, String file) throws TlsRefusedException {
    List<Pem> blocks = blocks(file);
    for (Pem block : blocks) {
      if (block.encrypted()) {
        throw TlsRefusedException.start(
            emerg(FATAL),
            emerg(
                "AH02564: Failed to configure encrypted (?) private key " + id + ", check " + file
                    + ": it is encrypted, and the bundled server asks for no pass phrase; write it unencrypted with openssl pkey"));
      }
    }
    byte[] key = Keys.pkcs8(blocks);
    if (key == null) {
      throw notFound(id, file);
    }
    return key;
  }

  private static TlsRefusedException notFound(String id, String file) {
    return TlsRefusedException.start(
        new TlsRefusedException.Line(Level.ERROR, "AH02579: Init: Private key not found"),
        emerg(FATAL),
        emerg("AH02564: Failed to configure encrypted (?) private key " + id + ", check " + file));
  }

  private static @Nullable PrivateKey usable(byte[] key) {
    try {
      return Keys.key(key);
    } catch (GeneralSecurityException _) {
      return null;
    }
  }

  private static List<byte[]> certificates(List<Pem> blocks) {
    List<byte[]> found = new ArrayList<>();
    for (Pem block : blocks) {
      switch (block.label()) {
        case "CERTIFICATE", "X509 CERTIFICATE" -> found.add(block.der());
        default -> {
          // Keys and parameters may stand in the same file.
        }
      }
    }
    return found;
  }

  private static boolean sound(List<byte[]> chain) {
    for (byte[] der : chain) {
      try {
        parse(der);
      } catch (CertificateException _) {
        return false;
      }
    }
    return true;
  }

  /// @param sound that has been parsed before
  private static java.security.cert.Certificate certificate(byte[] sound) {
    try {
      return parse(sound);
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  private static java.security.cert.Certificate parse(byte[] der) throws CertificateException {
    return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  /// None where the file cannot be read: httpd says the same for both.
  private static List<Pem> blocks(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return Pem.parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1));
    } catch (IOException | InvalidPathException _) {
      return List.of();
    }
  }
}
