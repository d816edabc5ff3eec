package dev.mpmlint.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mpmlint.support.RequiresProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RequiresProgram("openssl")
class TlsFilesTest {
  @TempDir static Path root;

  @BeforeAll
  static void make() throws Exception {
    String made = "req -x509 -nodes -days 2 -subj /CN=a.test -keyout rsa.key -out rsa.crt -newkey rsa:2048";
    openssl(made);
    openssl("genrsa -out other.key 2048");
    openssl("rsa -in rsa.key -traditional -out rsa1.key");
    openssl("rsa -in rsa.key -aes256 -passout pass:secret -out encrypted.key");
    openssl("rsa -in rsa.key -traditional -aes256 -passout pass:secret -out encrypted1.key");
    openssl("ecparam -name prime256v1 -genkey -out ec.key");
    openssl("req -x509 -days 2 -subj /CN=e.test -key ec.key -out ec.crt");
    openssl("pkcs8 -topk8 -nocrypt -in ec.key -out ec8.key");
    openssl("genpkey -algorithm ed25519 -out ed.key");
    openssl("req -x509 -days 2 -subj /CN=d.test -key ed.key -out ed.crt");
    Files.writeString(root.resolve("junk"), "junk\n");
    Files.writeString(
        root.resolve("both.pem"), Files.readString(root.resolve("rsa.key")) + Files.readString(root.resolve("rsa.crt")));
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.crt, rsa.key", "rsa.crt, rsa1.key", "ec.crt, ec.key", "ec.crt, ec8.key", "ed.crt, ed.key", "both.pem, both.pem"
  })
  void everyFormOfKeyIsRead(String certificate, String key) throws Exception {
    TlsMaterial.Of host = load("SSLCertificateFile " + certificate + "\nSSLCertificateKeyFile " + key);

    TlsContexts contexts = TlsContexts.of(new TlsMaterial(List.of(host)));
    assertThat(contexts.has(1)).isTrue();
    assertThat(contexts.has(0)).isFalse();
    assertThat(contexts.id(1)).isEqualTo("a.test:443");
    assertThat(contexts.engine(1).getUseClientMode()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SSLCertificateKeyFile rsa.key|AH02572: Failed to configure at least one certificate and key for a.test:443",
        "SSLCertificateFile junk;SSLCertificateKeyFile rsa.key|"
            + "AH02562: Failed to configure certificate a.test:443:0 (with chain), check %s/junk",
        "SSLCertificateFile junk;SSLCertificateKeyFile rsa.key;SSLCertificateChainFile ec.crt|"
            + "AH02561: Failed to configure certificate a.test:443:0, check %s/junk",
        "SSLCertificateFile rsa.crt|"
            + "AH02564: Failed to configure encrypted (?) private key a.test:443:0, check %s/rsa.crt",
        "SSLCertificateFile rsa.crt;SSLCertificateKeyFile junk|"
            + "AH02564: Failed to configure encrypted (?) private key a.test:443:0, check %s/junk",
        "SSLCertificateFile rsa.crt;SSLCertificateKeyFile other.key|"
            + "AH02565: Certificate and private key a.test:443:0 from %s/rsa.crt and %s/other.key do not match",
        "SSLCertificateFile rsa.crt;SSLCertificateKeyFile ec.key|"
            + "AH02565: Certificate and private key a.test:443:0 from %s/rsa.crt and %s/ec.key do not match",
      })
  void refusesWithHttpdsWords(String lines, String expected) {
    var refused = catchThrowableOfType(TlsRefusedException.class, () -> load(lines.replace(';', '\n')));

    assertThat(refused.lines())
        .extracting(TlsRefusedException.Line::text)
        .contains(expected.replace("%s", root.toString()));
  }

  @ParameterizedTest
  @CsvSource({"encrypted.key", "encrypted1.key"})
  void anEncryptedKeyIsOneClearSentence(String key) {
    var refused =
        catchThrowableOfType(
            TlsRefusedException.class, () -> load("SSLCertificateFile rsa.crt\nSSLCertificateKeyFile " + key));

    assertThat(refused).hasMessageContaining(key + ": it is encrypted").hasMessageContaining("openssl pkey");
  }

  @Test
  void materialSurvivesTheWayToTheChild() throws Exception {
    TlsMaterial.Of both =
        load(
            "SSLCertificateFile rsa.crt\nSSLCertificateKeyFile rsa.key\n"
                + "SSLCertificateFile ec.crt\nSSLCertificateKeyFile ec.key\nSSLProtocol TLSv1.3\nSSLHonorCipherOrder on");
    var bytes = new ByteArrayOutputStream();
    new TlsMaterial(List.of(both)).write(new DataOutputStream(bytes));

    TlsMaterial read = TlsMaterial.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    TlsMaterial.Of host = read.hosts().getFirst();
    assertThat(host.host()).isEqualTo(1);
    assertThat(host.protocols()).containsExactly("TLSv1.3");
    assertThat(host.serverOrder()).isTrue();
    assertThat(host.pairs()).hasSize(2);
    assertThat(host.pairs().get(1).key()).isEqualTo(both.pairs().get(1).key());
    assertThat(host.pairs().get(1).chain().getFirst()).isEqualTo(both.pairs().get(1).chain().getFirst());
  }

  private static TlsMaterial.Of load(String lines) throws TlsRefusedException {
    TlsSettings settings =
        TlsSettings.of(1, "a.test", 0, root.toString(), List.of(), TlsSettingsTest.items("SSLEngine on\n" + lines));
    return TlsFiles.load(java.util.Objects.requireNonNull(settings));
  }

  private static void openssl(String arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ", -1)));
    Process process = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
