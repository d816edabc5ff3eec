package dev.mpmlint.judge;

import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the functions of the modules for authentication and authorization refuse. Stateless.
final class AuthChecks {
  /// Provider → the module that has it.
  private static final Map<String, String> AUTHN =
      Map.of(
          "file", "authn_file_module", "dbm", "authn_dbm_module", "dbd", "authn_dbd_module", "anon", "authn_anon_module",
          "socache", "authn_socache_module", "ldap", "authnz_ldap_module");

  private static final Map<String, String> AUTHZ =
      Map.ofEntries(
          Map.entry("all", "authz_core_module"),
          Map.entry("env", "authz_core_module"),
          Map.entry("method", "authz_core_module"),
          Map.entry("expr", "authz_core_module"),
          Map.entry("user", "authz_user_module"),
          Map.entry("valid-user", "authz_user_module"),
          Map.entry("ip", "authz_host_module"),
          Map.entry("host", "authz_host_module"),
          Map.entry("forward-dns", "authz_host_module"),
          Map.entry("local", "authz_host_module"),
          Map.entry("group", "authz_groupfile_module"),
          Map.entry("file-group", "authz_groupfile_module"),
          Map.entry("dbm-group", "authz_dbm_module"),
          Map.entry("dbm-file-group", "authz_dbm_module"),
          Map.entry("dbd-group", "authz_dbd_module"),
          Map.entry("dbd-login", "authz_dbd_module"),
          Map.entry("dbd-logout", "authz_dbd_module"),
          Map.entry("file-owner", "authz_owner_module"),
          Map.entry("ldap-user", "authnz_ldap_module"),
          Map.entry("ldap-group", "authnz_ldap_module"),
          Map.entry("ldap-dn", "authnz_ldap_module"),
          Map.entry("ldap-attribute", "authnz_ldap_module"),
          Map.entry("ldap-filter", "authnz_ldap_module"),
          Map.entry("ldap-search", "authnz_ldap_module"),
          Map.entry("ssl", "ssl_module"),
          Map.entry("ssl-verify-client", "ssl_module"));

  private AuthChecks() {}

  private static boolean isAuthn(Server server, String name) {
    return has(server, AUTHN, name) || server.isNamed("authn provider", name);
  }

  private static boolean isAuthz(Server server, String name) {
    return has(server, AUTHZ, name) || server.isNamed("authz provider", name);
  }

  private static boolean has(Server server, Map<String, String> providers, String name) {
    String module = providers.get(name);
    return module != null ? server.has(module) : server.isOpen() || server.hasThirdParty();
  }

  static @Nullable Complaint authnProvider(Call call) {
    for (Word word : call.words()) {
      if (!isAuthn(call.server(), word.value())) {
        return Complaint.of("Unknown Authn provider: " + Display.of(word.value()), word);
      }
      if (call.spec().name().equals("AuthDigestProvider") && word.value().equals("ldap")) {
        return Complaint.of("The '" + Display.of(word.value()) + "' Authn provider doesn't support Digest Authentication", word);
      }
    }
    return null;
  }

  static @Nullable Complaint authnAlias(Call call) {
    if (call.count() < 2) {
      return Complaint.missing("<AuthnProviderAlias> directive requires additional arguments");
    }
    String name = call.value(0);
    String alias = call.value(1);
    if (name.equalsIgnoreCase(alias)) {
      return Complaint.of("The alias provider name must be different from the base provider name.", call.words().get(1));
    }
    if (isAuthn(call.server(), alias)) {
      return Complaint.of("The alias provider " + Display.of(alias) + " has already be registered previously as either a base"
          + " provider or an alias provider.", call.words().get(1));
    }
    Containers.waits(call);
    return null;
  }

  /// httpd looks the provider up behind the contents of the section.
  static @Nullable Complaint authnAliasEnd(Call call) {
    if (!isAuthn(call.server(), call.value(0))) {
      return Complaint.of("Unknown Authn provider: " + Display.of(call.value(0)), call.words().getFirst());
    }
    call.server().name("authn provider", call.value(1));
    return null;
  }

  static @Nullable Complaint authzAlias(Call call) {
    if (call.count() < 3) {
      return Complaint.missing("<AuthzProviderAlias> directive requires additional arguments");
    }
    String name = call.value(0);
    String alias = call.value(1);
    if (name.equalsIgnoreCase(alias)) {
      return Complaint.of("The alias provider name must be different from the base provider name.", call.words().get(1));
    }
    Containers.waits(call);
    return null;
  }

  /// As with [#authnAliasEnd].
  static @Nullable Complaint authzAliasEnd(Call call) {
    String name = call.value(0);
    if (!isAuthz(call.server(), name)) {
      return Complaint.of("Unknown Authz provider: " + Display.of(name), call.words().getFirst());
    }
    Complaint line = requireLine(call, name.toLowerCase(Locale.ROOT), call.words().subList(2, 3), call.value(2));
    if (line != null) {
      return line;
    }
    call.server().name("authz provider", call.value(1));
    return null;
  }

  static @Nullable Complaint require(Call call) {
    Containers.authorizes(call);
    List<Word> words = call.words();
    int at = 0;
    String name = call.value(0);
    boolean negated = name.equalsIgnoreCase("not");
    if (negated) {
      at = 1;
      name = call.value(1);
    }
    if (words.size() <= at || name.isEmpty()) {
      return Complaint.missing("Require directive requires additional arguments");
    }
    Word word = words.get(at);
    if (!isAuthz(call.server(), name)) {
      return Complaint.of("Unknown Authz provider: " + Display.of(name), word);
    }
    if (negated && !call.context().authz().equals("requireall")) {
      return negatedAlone(call);
    }
    String raw = call.raw();
    int from = Math.min(word.span().end() - words.getFirst().span().start(), raw.length());
    return requireLine(call, name.toLowerCase(Locale.ROOT), words.subList(at + 1, words.size()), raw.substring(from).strip());
  }

  /// A negation can only take away: outside of `<RequireAll>` nothing is there to take away from.
  private static @Nullable Complaint negatedAlone(Call call) {
    return switch (call.context().authz()) {
      case "requirenone" -> Complaint.of("Require not directive has no effect in <RequireNone> directive");
      default -> Complaint.of("negative Require directive has no effect in " + outside(call) + " directive");
    };
  }

  private static String outside(Call call) {
    return call.context().authz().isEmpty() ? "<RequireAny>" : "<" + call.context().authz() + ">";
  }

  /// What a provider says of its line.
  private static @Nullable Complaint requireLine(Call call, String provider, List<Word> words, String raw) {
    String complaint =
        switch (provider) {
          case "all" ->
              words.size() == 1 && (words.getFirst().value().equalsIgnoreCase("granted") || words.getFirst().value().equalsIgnoreCase("denied"))
                  ? null
                  : "Argument for 'Require all' must be 'granted' or 'denied'";
          case "env" -> words.isEmpty() ? "'Require env' requires at least one environment variable" : null;
          case "method" -> {
            if (words.isEmpty()) {
              yield "'require method' requires at least one method";
            }
            for (Word w : words) {
              if (!Methods.isKnown(w.value())) {
                yield "invalid method '" + Display.of(w.value()) + "' for 'require method'";
              }
            }
            yield null;
          }
          case "expr" -> {
            String expression = words.size() == 1 && (raw.startsWith("\"") || raw.startsWith("'")) ? words.getFirst().value() : raw;
            String fault = ExpressionSyntax.fault(expression, false, call.server());
            yield fault == null ? null : "Cannot parse expression in 'Require expr': " + Display.of(fault);
          }
          case "ip" -> {
            if (words.isEmpty()) {
              yield "'require ip' requires at least one argument";
            }
            for (Word w : words) {
              if (!Addresses.isSubnet(w.value())) {
                yield "ip address '" + Display.of(w.value()) + "' appears to be invalid";
              }
            }
            yield null;
          }
          case "ldap-user", "ldap-group", "ldap-dn", "ldap-attribute", "ldap-filter", "ldap-search", "host", "forward-dns",
              "user", "group", "dbm-group", "dbd-group" ->
              ExpressionSyntax.accepts(raw, true, call.server())
                  ? null
                  : "Cannot parse expression in require line: " + Display.of(raw);
          default -> null;
        };
    return complaint == null
        ? null
        : words.isEmpty() ? Complaint.missing(complaint) : Complaint.of(complaint, words.getFirst());
  }

  static @Nullable Complaint allowFrom(Call call) {
    if (!call.value(0).equalsIgnoreCase("from")) {
      return Complaint.of("allow and deny must be followed by 'from'", call.words().getFirst());
    }
    for (Word word : call.words().subList(1, call.count())) {
      String where = word.value();
      if (where.equalsIgnoreCase("all") || where.regionMatches(true, 0, "env=", 0, 4)) {
        continue;
      }
      if (where.indexOf('/') >= 0 && !Addresses.isSubnet(where)) {
        return Complaint.of("An IP address was expected", word);
      }
      boolean address = Addresses.isDigits(where.replace(".", "")) || where.indexOf(':') >= 0;
      if (address && !Addresses.isSubnet(where)) {
        return Complaint.of("The specified IP address is invalid.", word);
      }
    }
    return null;
  }

  static @Nullable Complaint allowMethods(Call call) {
    if (call.count() == 0) {
      return Complaint.missing("AllowMethods: No method or 'reset' keyword given");
    }
    for (Word word : call.words()) {
      if (!word.value().equalsIgnoreCase("reset") && !Methods.isKnown(word.value())) {
        return Complaint.of("AllowMethods: Invalid Method '" + Display.of(word.value()) + "'", word);
      }
      if (word.value().equalsIgnoreCase("reset") && call.count() > 1) {
        return Complaint.of("AllowMethods: reset must be the only argument", word);
      }
    }
    return null;
  }

  static @Nullable Complaint basicFake(Call call) {
    if (call.count() == 1 && call.value(0).equalsIgnoreCase("off")) {
      return null;
    }
    for (Word word : call.words()) {
      if (!ExpressionSyntax.accepts(word.value(), true, call.server())) {
        return Complaint.of("Could not parse fake username expression '" + Display.of(word.value()) + "'", word);
      }
    }
    return null;
  }

  static @Nullable Complaint digestMemory(Call call) {
    String value = call.value(0);
    int end = 0;
    while (end < value.length() && Character.isDigit(value.charAt(end))) {
      end++;
    }
    long size = CNumbers.strtol(value);
    String unit = value.substring(end);
    boolean known = unit.isEmpty() || unit.startsWith("K") || unit.startsWith("k") || unit.startsWith("M") || unit.startsWith("m");
    if (end == 0 || !known) {
      return Complaint.of("Invalid size in AuthDigestShmemSize: " + Display.of(value), call.words().getFirst());
    }
    long bytes = size * (unit.isEmpty() ? 1 : Character.toLowerCase(unit.charAt(0)) == 'k' ? 1024 : 1024 * 1024);
    return bytes < 88
        ? Complaint.of("size in AuthDigestShmemSize too small: " + bytes + " < 88", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint ldapUrl(Call call) {
    String url = call.value(0);
    int colon = url.indexOf("://");
    String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!Set.of("ldap", "ldaps", "ldapi").contains(scheme)) {
      return Complaint.of("The scheme was not recognised as a valid LDAP URL scheme.", call.words().getFirst());
    }
    if (call.count() == 2 && !call.value(1).isEmpty()
        && !Set.of("none", "ssl", "tls", "starttls").contains(call.value(1).toLowerCase(Locale.ROOT))) {
      return Complaint.of("Invalid LDAP connection mode setting: must be one of NONE, SSL, or TLS/STARTTLS", call.words().get(1));
    }
    return null;
  }

  static @Nullable Complaint fcgiProvider(Call call) {
    if (call.count() == 0) {
      return Complaint.missing("AuthnzFcgiDefineProvider: No type given");
    }
    String type = call.value(0).toLowerCase(Locale.ROOT);
    if (!Set.of("authn", "authz", "authnz").contains(type)) {
      return Complaint.of("AuthnzFcgiDefineProvider: Invalid provider type " + Display.of(call.value(0)), call.words().getFirst());
    }
    if (call.count() < 3) {
      return Complaint.missing("AuthnzFcgiDefineProvider: No " + (call.count() < 2 ? "id" : "backend-address") + " given");
    }
    boolean url = call.value(2).matches("fcgi://[^/:]+:\\d+/?");
    if (!url) {
      return Complaint.of("AuthnzFcgiDefineProvider: backend-address: " + Display.of(call.value(2)) + " is not supported", call.words().get(2));
    }
    if (call.count() > 3) {
      return Complaint.of("AuthnzFcgiDefineProvider: too many arguments", call.words().get(3));
    }
    if (!type.equals("authz")) {
      call.server().name("authn provider", call.value(1));
    }
    if (!type.equals("authn")) {
      call.server().name("authz provider", call.value(1));
    }
    return null;
  }

  static @Nullable Complaint fcgiCheck(Call call) {
    if (call.count() == 0) {
      return Complaint.missing("AuthnzFcgiCheckAuthnProvider: No provider given");
    }
    boolean none = call.value(0).equalsIgnoreCase("none");
    if (none && call.count() > 1) {
      return Complaint.of("Options aren't supported with \"None\"", call.words().get(1));
    }
    for (int i = 1; i < call.count(); i += 2) {
      String option = call.value(i).toLowerCase(Locale.ROOT);
      if (i + 1 >= call.count()) {
        return Complaint.of(call.name() + ": " + Display.of(call.value(i)) + "needs an argument", call.words().get(i));
      }
      String value = call.value(i + 1);
      boolean flag = option.equals("authoritative") || option.equals("requirebasicauth");
      boolean known = flag || option.equals("defaultuser") || option.equals("userexpr");
      if (!known || flag && !value.equalsIgnoreCase("on") && !value.equalsIgnoreCase("off")
          || option.equals("userexpr") && !ExpressionSyntax.accepts(value, true, call.server())) {
        return Complaint.of(call.name() + ": Unexpected option '" + Display.of(call.value(i)) + "'", call.words().get(i));
      }
    }
    return null;
  }

  static @Nullable Complaint ldapCertificate(Call call) {
    boolean global = call.spec().name().equals("LDAPTrustedGlobalCert");
    Set<String> types =
        global
            ? Set.of("CA_DER", "CA_BASE64", "CA_CERT7_DB", "CA_SECMOD", "CERT_DER", "CERT_BASE64", "CERT_KEY3_DB",
                "CERT_NICKNAME", "CERT_PFX", "KEY_DER", "KEY_BASE64", "KEY_PFX")
            : Set.of("CA_DER", "CA_BASE64", "CERT_DER", "CERT_BASE64", "CERT_NICKNAME", "CERT_PFX", "KEY_DER", "KEY_BASE64",
                "KEY_PFX");
    String type = call.value(0).toUpperCase(Locale.ROOT);
    if (!types.contains(type)) {
      return Complaint.of("The certificate type " + Display.of(call.value(0)) + " is not recognised.", call.words().getFirst());
    }
    boolean file = !type.equals("CERT_NICKNAME") && call.server().looksForFiles();
    return file && call.server().files().look(call.value(1)) == dev.mpmlint.config.ServerFiles.Kind.MISSING
        ? Complaint.file("LDAP: Could not open SSL trusted certificate authority file - " + Display.of(call.value(1)), call.words().get(1))
        : null;
  }

  static @Nullable Complaint ldapTtl(Call call) {
    String value = call.value(0);
    // What is below 0 means no limit, whatever follows.
    boolean accepted = value.startsWith("-") || new Kind.Timeout("s", 0, Long.MAX_VALUE).accepts(value, call);
    return accepted ? null : Complaint.of("LDAPConnectionPoolTTL has wrong format", call.words().getFirst());
  }
}
