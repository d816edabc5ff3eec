package dev.mpmlint.server.tls;

import dev.mpmlint.server.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// OpenSSL's names of cipher suites to the JDK's, which are IANA's.
final class CipherNames {
  private static final List<String> OF_TLS_1_3 =
      List.of("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256");

  private CipherNames() {}

  /// A list that names suites is taken as it is; one with OpenSSL's keywords (HIGH, DEFAULT, …) leaves the choice to the
  /// JDK, which has no weak suite.
  ///
  /// @param upTo12 SSLCipherSuite for the protocols up to TLSv1.2
  /// @param of13 SSLCipherSuite TLSv1.3
  /// @param notSimulated gets what could not be mapped
  /// @return empty for all that the JDK has
  static List<String> of(@Nullable Setting upTo12, @Nullable Setting of13, List<String> notSimulated) {
    List<String> old = upTo12 == null ? List.of() : named(upTo12, 0, notSimulated);
    List<String> young = of13 == null ? List.of() : named(of13, 1, notSimulated);
    if (old.isEmpty() && !young.isEmpty()) {
      notSimulated.add("SSLCipherSuite TLSv1.3 without named suites for TLSv1.2");
    }
    if (old.isEmpty()) {
      return List.of();
    }
    List<String> all = new ArrayList<>(young.isEmpty() ? OF_TLS_1_3 : young);
    all.addAll(old);
    return all;
  }

  private static List<String> named(Setting setting, int argument, List<String> notSimulated) {
    List<String> names = new ArrayList<>();
    for (String word : setting.argument(argument).split("[:, ]+", -1)) {
      if (word.isEmpty() || word.startsWith("!") || word.startsWith("-") || word.startsWith("@")) {
        continue;
      }
      if (word.startsWith("+")) {
        continue;
      }
      String name = iana(word);
      if (name == null) {
        notSimulated.add(setting.name() + " " + word);
        return List.of();
      }
      names.add(name);
    }
    return names;
  }

  /// `ECDHE-RSA-AES128-GCM-SHA256` is `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`; null for a keyword, or a cipher that the
  /// JDK has not.
  static @Nullable String iana(String openssl) {
    String name = openssl.toUpperCase(Locale.ROOT);
    if (name.startsWith("TLS_")) {
      return OF_TLS_1_3.contains(name) ? name : null;
    }
    for (String exchange : List.of("ECDHE-ECDSA-", "ECDHE-RSA-", "DHE-RSA-")) {
      if (name.startsWith(exchange)) {
        String cipher = cipher(name.substring(exchange.length()));
        String prefix = "TLS_" + exchange.substring(0, exchange.length() - 1).replace('-', '_');
        return cipher == null ? null : prefix + "_WITH_" + cipher;
      }
    }
    return null;
  }

  private static @Nullable String cipher(String openssl) {
    return switch (openssl) {
      case "AES128-GCM-SHA256" -> "AES_128_GCM_SHA256";
      case "AES256-GCM-SHA384" -> "AES_256_GCM_SHA384";
      case "AES128-SHA256" -> "AES_128_CBC_SHA256";
      case "AES256-SHA384" -> "AES_256_CBC_SHA384";
      case "AES256-SHA256" -> "AES_256_CBC_SHA256";
      case "AES128-SHA" -> "AES_128_CBC_SHA";
      case "AES256-SHA" -> "AES_256_CBC_SHA";
      case "CHACHA20-POLY1305" -> "CHACHA20_POLY1305_SHA256";
      default -> null;
    };
  }
}
