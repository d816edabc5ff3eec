package dev.mpmlint.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Origin;
import dev.mpmlint.server.settings.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsSettingsTest {
  @TempDir Path root;

  @Test
  void aHostWithoutSslEngineSpeaksNone() throws Exception {
    assertThat(asked("", "")).isNull();
    assertThat(asked("SSLEngine on", "SSLEngine off")).isNull();
    assertThat(asked("SSLEngine on", "")).isNotNull();
  }

  @Test
  void aCertificateOfTheHostReplacesTheMainServersOfTheSameNumber() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      Files.writeString(root.resolve(name), name);
    }

    TlsSettings settings =
        of("SSLCertificateFile a\nSSLCertificateFile b\nSSLCertificateKeyFile a", "SSLEngine on\nSSLCertificateFile c");

    assertThat(settings.certificates()).containsExactly(root + "/c", root + "/b");
    assertThat(settings.keys()).containsExactly(root + "/a");
    assertThat(settings.id()).isEqualTo("a.test:443");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all -SSLv3|TLSv1.2 TLSv1.3",
        "-all +TLSv1.2|TLSv1.2",
        "all -SSLv2 -SSLv3 -TLSv1 -TLSv1.1 -TLSv1.3|TLSv1.2",
        "TLSv1.3|TLSv1.3",
        "+TLSv1 +TLSv1.3|TLSv1.3",
      })
  void protocols(String written, String spoken) throws Exception {
    TlsSettings settings = of("", "SSLEngine on\nSSLProtocol " + written);

    assertThat(String.join(" ", settings.protocols())).isEqualTo(spoken);
    assertThat(settings.notSimulated()).hasSize(written.contains("+TLSv1 ") ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SSLProtocol all TLSv9|SSLProtocol: Illegal protocol 'TLSv9'",
        "SSLProtocol SSLv2|SSLProtocol: SSLv2 is no longer supported",
        "SSLCertificateFile none.crt|SSLCertificateFile: file '%s/none.crt' does not exist or is empty",
      })
  void whatHttpdRefusesWhileItReads(String line, String message) {
    var refused = catchThrowableOfType(TlsRefusedException.class, () -> of("", "SSLEngine on\n" + line));

    assertThat(refused.syntax()).isTrue();
    assertThat(refused).hasMessage("AH00526: Syntax error on line 2 of x.conf:\n" + message.formatted(root));
  }

  @Test
  void noProtocolAtAll() {
    var refused = catchThrowableOfType(TlsRefusedException.class, () -> of("", "SSLEngine on\nSSLProtocol -all"));

    assertThat(refused.syntax()).isFalse();
    assertThat(refused.lines())
        .extracting(TlsRefusedException.Line::text)
        .containsExactly(
            "AH02231: No SSL protocols available [hint: SSLProtocol]",
            "AH02312: Fatal error initialising mod_ssl, exiting.");
  }

  @Test
  void namedCiphersAreMappedAndTheRestIsListed() throws Exception {
    TlsSettings named = of("", "SSLEngine on\nSSLCipherSuite ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:!MD5");
    TlsSettings keyword = of("SSLVerifyClient require\nSSLSessionCache none", "SSLEngine on\nSSLCipherSuite HIGH:!aNULL");

    assertThat(named.ciphers())
        .endsWith("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256")
        .hasSize(5);
    assertThat(named.notSimulated()).isEmpty();
    assertThat(keyword.ciphers()).isEmpty();
    assertThat(keyword.notSimulated()).containsExactly("SSLVerifyClient require", "SSLCipherSuite HIGH");
  }

  private TlsSettings of(String main, String own) throws TlsRefusedException {
    return Objects.requireNonNull(asked(main, own));
  }

  private @Nullable TlsSettings asked(String main, String own) throws TlsRefusedException {
    return TlsSettings.of(1, "a.test", 0, root.toString(), items(main), items(own));
  }

  static List<Item> items(String lines) {
    List<Item> items = new ArrayList<>();
    int number = 0;
    for (String line : lines.split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        String[] words = line.split(" ", -1);
        List<String> arguments = List.of(words).subList(1, words.length);
        items.add(new Setting(words[0], arguments, String.join(" ", arguments), new Origin("x.conf", number)));
      }
    }
    return items;
  }
}
