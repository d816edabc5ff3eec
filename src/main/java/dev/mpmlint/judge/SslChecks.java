package dev.mpmlint.judge;

import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the functions of mod_ssl and of the shared caches refuse. Stateless.
final class SslChecks {
  private SslChecks() {}

  /// A file or a folder of certificates, for whole hosts only: OpenSSL has no other way.
  static @Nullable Complaint authorities(Call call, String refusal) {
    Kind kind = new Kind.OnDisk(call.spec().name().endsWith("Path"), true);
    Word word = call.words().getFirst();
    if (!kind.accepts(word.value(), call)) {
      return Complaint.file(refusal.replace("{}", Display.of(word.value())), word);
    }
    return call.context().directory() ? Complaint.context("Your SSL library does not have support for per-directory CA") : null;
  }

  static @Nullable Complaint passPhrase(Call call) {
    String value = call.value(0);
    boolean known =
        value.equals("builtin") || value.startsWith("|") && value.length() > 2
            || value.startsWith("exec:") && value.length() > 5;
    if (!known) {
      return Complaint.of("SSLPassPhraseDialog: Invalid argument", call.words().getFirst());
    }
    boolean looked = value.startsWith("exec:") && call.server().looksForFiles();
    return looked && call.server().files().look(value.substring(5)) == dev.mpmlint.config.ServerFiles.Kind.MISSING
        ? Complaint.file("SSLPassPhraseDialog: file '" + Display.of(value.substring(5)) + "' does not exist", call.words().getFirst())
        : null;
  }

  /// `shmcb:/run/ssl_scache(512000)`, `none`, `default`.
  static @Nullable Complaint socache(Call call) {
    String value = call.value(0);
    int colon = value.indexOf(':');
    String provider = (colon < 0 ? value : value.substring(0, colon));
    if (provider.equals("none") && call.spec().name().equals("SSLSessionCache") || provider.equals("nonenotnull") && call.spec().name().equals("SSLSessionCache")) {
      return null;
    }
    boolean known =
        switch (provider.toLowerCase(Locale.ROOT)) {
          case "default", "shmcb" -> call.server().has("socache_shmcb_module");
          case "dbm" -> call.server().has("socache_dbm_module");
          case "redis" -> call.server().has("socache_redis_module");
          case "memcache" -> call.server().has("socache_memcache_module");
          case "dc" -> call.server().isOpen();
          default -> false;
        };
    if (!known) {
      return Complaint.of(
          call.spec().name() + ": '" + Display.of(provider)
              + "' session cache not supported (known names: " + providers(call) + "). Maybe you need to load the appropriate socache module (mod_socache_"
              + Display.of(provider) + "?).",
          call.words().getFirst());
    }
    if (provider.equals("shmcb") && colon > 0) {
      int open = value.indexOf('(');
      if (open > 0) {
        if (!value.endsWith(")")) {
          return Complaint.of("Invalid argument: no closing parenthesis or cache size missing after pathname with parenthesis",
              call.words().getFirst());
        }
        int size = CNumbers.atoi(value.substring(open + 1, value.length() - 1));
        if (size < 8192) {
          return Complaint.of("Invalid argument: size has to be >= 8192 bytes", call.words().getFirst());
        }
      }
    }
    boolean needsText = Set.of("memcache", "redis").contains(provider) && colon < 0;
    return needsText ? Complaint.of(call.spec().name() + ": argument missing", call.words().getFirst()) : null;
  }

  static @Nullable Complaint randomSeed(Call call) {
    String context = call.value(0).toLowerCase(Locale.ROOT);
    if (!context.equals("startup") && !context.equals("connect")) {
      return Complaint.of("SSLRandomSeed: invalid context: `" + Display.of(call.value(0)) + "'", call.words().getFirst());
    }
    String source = call.value(1);
    if (call.count() > 2 && !call.value(2).isEmpty() && CNumbers.atoi(call.value(2)) < 0) {
      return Complaint.of("SSLRandomSeed: invalid number of bytes specified", call.words().get(2));
    }
    boolean path = source.startsWith("exec:") || source.startsWith("file:") || source.startsWith("egd:");
    boolean builtin = source.equalsIgnoreCase("builtin");
    if (builtin || source.startsWith("egd:") || !call.server().looksForFiles()) {
      return null;
    }
    String file = path ? source.substring(5) : source;
    return call.server().files().look(file) == dev.mpmlint.config.ServerFiles.Kind.MISSING
        ? Complaint.file("SSLRandomSeed: source path '" + Display.of(file) + "' does not exist", call.words().get(1))
        : null;
  }

  static @Nullable Complaint ciphers(Call call) {
    if (call.count() < 2 || call.value(1).isEmpty()) {
      return null;
    }
    String protocol = call.value(0);
    return protocol.equalsIgnoreCase("SSL") || protocol.equalsIgnoreCase("TLSv1.3")
        ? null
        : Complaint.of("protocol '" + Display.of(protocol) + "' not supported", call.words().getFirst());
  }

  static @Nullable Complaint crlCheck(Call call) {
    for (int i = 0; i < Math.max(1, call.count()); i++) {
      String word = call.value(i).toLowerCase(Locale.ROOT);
      boolean known = i == 0 ? Set.of("none", "leaf", "chain").contains(word) : word.equals("no_crl_for_cert_ok");
      if (!known) {
        return Complaint.of(
            call.spec().name() + ": Invalid argument '" + Display.of(call.value(i)) + "'", i < call.count() ? call.words().get(i) : null);
      }
    }
    return null;
  }

  static @Nullable Complaint ocsp(Call call) {
    for (int i = 0; i < Math.max(1, call.count()); i++) {
      String word = call.value(i).toLowerCase(Locale.ROOT);
      boolean known = i == 0 ? Set.of("on", "off", "leaf").contains(word) : word.equals("no_ocsp_for_cert_ok");
      if (!known) {
        return Complaint.of(
            call.spec().name() + ": Invalid argument '" + Display.of(call.value(i)) + "'", i < call.count() ? call.words().get(i) : null);
      }
    }
    return null;
  }

  static @Nullable Complaint compression(Call call) {
    return call.value(0).equalsIgnoreCase("on") && call.server().isDebian()
        ? Complaint.of(
            "This version of OpenSSL does not have any compression methods available, cannot enable SSLCompression.",
            call.words().getFirst())
        : null;
  }

  /// The grammar of SSLRequire, old and of its own: comparisons of words and variables.
  static @Nullable Complaint require(Call call) {
    String fault = SslRequireSyntax.fault(call.raw());
    return fault == null ? null : Complaint.of("SSLRequire: " + fault, call.count() == 0 ? null : call.words().getFirst());
  }

  private static final Set<String> COMMANDS =
      Set.of(
          "ciphers", "ciphersuites", "curves", "groups", "ecdhparameters", "protocol", "minprotocol", "maxprotocol", "options",
          "signaturealgorithms", "clientsignaturealgorithms", "dhparameters", "recordpadding", "numtickets", "verifymode",
          "verifycafile", "verifycapath", "chaincafile", "chaincapath", "requestcafile", "clientcafile", "clientcapath",
          "requestcapath", "certificate", "privatekey", "serverinfofile", "debug_flags", "preferno_dhe_kex", "servername");

  static @Nullable Complaint confCommand(Call call) {
    String name = call.value(0).toLowerCase(Locale.ROOT);
    return COMMANDS.contains(name)
        ? null
        : Complaint.of("'" + Display.of(call.value(0)) + "': invalid OpenSSL configuration command", call.words().getFirst());
  }

  /// What mod_socache modules have registered.
  private static String providers(Call call) {
    return Stream.of("shmcb", "dbm", "memcache", "redis")
        .filter(name -> call.server().has("socache_" + name + "_module"))
        .collect(Collectors.joining(", "));
  }
}
