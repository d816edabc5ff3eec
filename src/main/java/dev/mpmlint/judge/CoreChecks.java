package dev.mpmlint.judge;

import dev.mpmlint.config.ServerFiles;
import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the functions of server/core.c and its neighbours refuse. Stateless.
final class CoreChecks {
  private static final Set<String> OPTIONS =
      Set.of(
          "indexes", "includes", "includesnoexec", "followsymlinks", "symlinksifownermatch", "execcgi", "multiviews",
          "runscripts", "none", "all");
  private static final Set<String> OVERRIDES = Set.of("limit", "options", "fileinfo", "authconfig", "indexes", "none", "all");
  private static final Set<String> LEVELS =
      Set.of("emerg", "alert", "crit", "error", "warn", "notice", "info", "debug");

  private CoreChecks() {}

  static @Nullable Complaint options(Call call) {
    boolean signed = false;
    for (int i = 0; i < call.count(); i++) {
      String word = call.value(i);
      boolean sign = word.startsWith("+") || word.startsWith("-");
      if (i == 0) {
        signed = sign;
      } else if (sign != signed) {
        return Complaint.of("Either all Options must start with + or -, or no Option may.", call.words().get(i));
      }
      String bare = sign ? word.substring(1) : word;
      if (sign && bare.equalsIgnoreCase("all")) {
        return Complaint.of("You may not use 'Options +All' or 'Options -All'.", call.words().get(i));
      }
      if (!OPTIONS.contains(bare.toLowerCase(Locale.ROOT))) {
        return Complaint.of("Illegal option " + Display.of(bare), call.words().get(i));
      }
    }
    return null;
  }

  static @Nullable Complaint allowOverride(Call call) {
    for (Word word : call.words()) {
      String lower = word.value().toLowerCase(Locale.ROOT);
      if (lower.startsWith("options=")) {
        for (String option : lower.substring("options=".length()).split(",", -1)) {
          if (!option.isEmpty() && !OPTIONS.contains(option)) {
            return Complaint.of("Illegal option " + Display.of(option), word);
          }
        }
      } else if (lower.startsWith("nonfatal=")) {
        if (!Set.of("override", "unknown", "all").contains(lower.substring("nonfatal=".length()))) {
          return Complaint.of("Illegal override option " + Display.of(lower), word);
        }
      } else if (!OVERRIDES.contains(lower)) {
        return Complaint.of("Illegal override option " + Display.of(word.value()), word);
      }
    }
    return null;
  }

  static @Nullable Complaint overrideList(Call call) {
    for (Word word : call.words()) {
      if (word.value().equalsIgnoreCase("none") && call.count() > 1) {
        return Complaint.of("'None' not allowed with other directives in AllowOverrideList", word);
      }
    }
    return null;
  }

  static @Nullable Complaint logLevel(Call call) {
    for (Word word : call.words()) {
      int colon = word.value().indexOf(':');
      String level = word.value().substring(colon + 1).toLowerCase(Locale.ROOT);
      boolean trace = level.length() == 6 && level.startsWith("trace") && level.charAt(5) >= '1' && level.charAt(5) <= '8';
      if (!LEVELS.contains(level) && !trace) {
        return Complaint.of(
            "Log level keyword must be one of emerg/alert/crit/error/warn/notice/info/debug/trace1/.../trace8", word);
      }
      if (colon >= 0 && !call.server().hasModule(word.value().substring(0, colon))) {
        return Complaint.of("Cannot find module " + Display.of(word.value().substring(0, colon)), word);
      }
    }
    return null;
  }

  static @Nullable Complaint errorDocument(Call call) {
    String code = call.value(0);
    if (!Statuses.isError(CNumbers.atoi(code))) {
      return Complaint.of("Unsupported HTTP response code " + Display.of(code), call.words().getFirst());
    }
    String text = call.value(1);
    return ExpressionSyntax.accepts(text, true, call.server()) || text.equals("default")
        ? null
        : Complaint.of("Cannot parse expression in ErrorDocument", call.words().get(1));
  }

  static @Nullable Complaint serverName(Call call) {
    String name = call.value(0);
    if (name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.matches(".*\\[[^\\[\\]]*\\].*") && !name.startsWith("[")) {
      return Complaint.of(
          "Invalid ServerName \"" + Display.of(name) + "\" use ServerAlias to set multiple server names.",
          call.words().getFirst());
    }
    int scheme = name.indexOf("://");
    String rest = scheme < 0 ? name : name.substring(scheme + 3);
    int colon = rest.indexOf(':');
    if (colon >= 0) {
      int port = CNumbers.atoi(rest.substring(colon + 1));
      if (port < 1 || port > 65_535) {
        return Complaint.of(
            "The port number \"" + Display.of(rest.substring(colon + 1)) + "\" is outside the appropriate range"
                + " (i.e., 1..65535).",
            call.words().getFirst());
      }
    }
    return null;
  }

  static @Nullable Complaint documentRoot(Call call) {
    String folder = call.value(0);
    // In a virtual host httpd only warns.
    boolean looked = call.server().looksForFiles() && !call.context().virtual();
    return looked && call.server().files().look(folder) != ServerFiles.Kind.DIRECTORY
        ? Complaint.file(
            "DocumentRoot '" + Display.of(folder) + "' is not a directory, or is not readable", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint serverAlias(Call call) {
    return call.context().virtual() ? null : Complaint.context("ServerAlias only used in <VirtualHost>");
  }

  static @Nullable Complaint serverTokens(Call call) {
    return switch (call.value(0).toLowerCase(Locale.ROOT)) {
      case "os", "min", "minimal", "major", "minor", "prod", "productonly", "full" -> null;
      default ->
          Complaint.of(
              "ServerTokens takes 1 argument: 'Prod(uctOnly)', 'Major', 'Minor', 'Min(imal)', 'OS', or 'Full'",
              call.words().getFirst());
    };
  }

  static @Nullable Complaint errorLogFormat(Call call) {
    if (call.count() == 2 && !call.value(1).isEmpty()) {
      String type = call.value(0).toLowerCase(Locale.ROOT);
      if (!type.equals("request") && !type.equals("connection")) {
        return Complaint.of("ErrorLogFormat type must be one of request, connection", call.words().getFirst());
      }
      return LogFormats.error(call.value(1), call.words().get(1));
    }
    Complaint complaint = LogFormats.error(call.value(0), call.words().getFirst());
    if (complaint == null && !LogFormats.hasMessage(call.value(0))) {
      return Complaint.of("main ErrorLogFormat must contain message format string '%M'", call.words().getFirst());
    }
    return complaint;
  }

  static @Nullable Complaint etag(Call call) {
    for (int i = 0; i < call.count(); i++) {
      String word = call.value(i);
      boolean sign = word.startsWith("+") || word.startsWith("-");
      String bare = (sign ? word.substring(1) : word).toLowerCase(Locale.ROOT);
      if (!Set.of("none", "all", "inode", "mtime", "size", "digest").contains(bare)) {
        return Complaint.of("Unknown keyword '" + Display.of(bare) + "' for FileETag directive", call.words().get(i));
      }
      if (sign && (bare.equals("none") || bare.equals("all"))) {
        return Complaint.of("Valid keywords for FileETag with + or - are INode, MTime, Size, Digest", call.words().get(i));
      }
    }
    return null;
  }

  static @Nullable Complaint ranges(Call call) {
    String value = call.value(0).toLowerCase(Locale.ROOT);
    return value.equals("none") || value.equals("default") || value.equals("unlimited") || CNumbers.atoi(value) > 0
        ? null
        : Complaint.of(
            call.spec().name() + " requires 'none', 'default', 'unlimited' or a positive integer", call.words().getFirst());
  }

  static @Nullable Complaint cgiVar(Call call) {
    if (!call.value(0).equals("REQUEST_URI")) {
      return Complaint.of("Unrecognized CGI variable: \"" + Display.of(call.value(0)) + "\"", call.words().getFirst());
    }
    String rule = call.value(1);
    return rule.equals("current-uri") || rule.equals("original-uri")
        ? null
        : Complaint.of("Invalid rule for REQUEST_URI: \"" + Display.of(rule) + "\"", call.words().get(1));
  }

  static @Nullable Complaint httpProtocolOptions(Call call) {
    for (Word word : call.words()) {
      switch (word.value().toLowerCase(Locale.ROOT)) {
        case "unsafe", "strict", "registeredmethods", "lenientmethods", "allow0.9", "require1.0" -> {}
        default -> {
          return Complaint.of(
              "HttpProtocolOptions accepts 'Unsafe' or 'Strict' (default), 'RegisteredMethods' or 'LenientMethods' (default),"
                  + " and 'Require1.0' or 'Allow0.9' (default)",
              word);
        }
      }
    }
    return null;
  }

  static @Nullable Complaint listen(Call call) {
    int count = call.count();
    if (count < 1 || count > 2) {
      return Complaint.missing("Listen requires 1 or 2 arguments.");
    }
    Addresses.HostPort parsed = Addresses.hostPort(call.value(0));
    if (parsed == null) {
      return Complaint.of("Invalid address or port", call.words().getFirst());
    }
    if (parsed.port() < 0) {
      return Complaint.of("Port must be specified", call.words().getFirst());
    }
    String host = parsed.host().equals("*") ? "" : parsed.host().toLowerCase(Locale.ROOT);
    return call.server().keep("listener " + host + " " + parsed.port(), "") != null
        ? Complaint.of("Cannot define multiple Listeners on the same IP:port", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint bufferSize(Call call) {
    int bytes = CNumbers.atoi(call.value(0));
    return bytes < 512 && bytes != 0
        ? Complaint.of(call.spec().name() + " must be >= 512 bytes, or 0 for system default.", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint factor(Call call) {
    OptionalDouble factor = CNumbers.strtod(call.value(0));
    if (factor.isEmpty()) {
      return Complaint.of("error parsing value", call.words().getFirst());
    }
    return factor.getAsDouble() <= 0
        ? Complaint.of(call.spec().name() + " argument must be a positive number", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint mutex(Call call) {
    if (call.value(0).isEmpty()) {
      return Complaint.missing("Mutex requires at least a mechanism argument");
    }
    for (int i = 0; i < call.count(); i++) {
      String word = call.value(i);
      if (i == 0) {
        int colon = word.indexOf(':');
        String mechanism = (colon < 0 ? word : word.substring(0, colon)).toLowerCase(Locale.ROOT);
        boolean takesFile = Set.of("flock", "fcntl", "file").contains(mechanism);
        boolean known = takesFile || Set.of("none", "default", "no", "yes", "pthread", "sysvsem", "posixsem", "sem").contains(mechanism);
        if (!known || colon >= 0 && !takesFile) {
          return Complaint.of("Invalid Mutex argument " + Display.of(word), call.words().getFirst());
        }
        if (colon >= 0 && call.server().looksForFiles()
            && call.server().files().look(word.substring(colon + 1)) != ServerFiles.Kind.DIRECTORY) {
          return Complaint.file("Invalid Mutex directory in argument " + Display.of(word), call.words().getFirst());
        }
        if (call.count() == 1 && (mechanism.equals("none") || mechanism.equals("no"))) {
          return Complaint.of("None is not allowed for mutex type default", call.words().getFirst());
        }
      }
    }
    return MutexTypes.check(call);
  }

  static @Nullable Complaint error(Call call) {
    String raw = call.raw();
    String text = call.count() == 1 ? call.value(0) : raw;
    return Complaint.of(text.isEmpty() ? "The Error directive was used with no message." : Display.of(text));
  }

  static @Nullable Complaint user(Call call) {
    return account(call, "/etc/passwd", "AH00543: " + call.server().program() + ": bad user name ");
  }

  static @Nullable Complaint group(Call call) {
    return account(call, "/etc/group", "AH00544: " + call.server().program() + ": bad group name ");
  }

  private static @Nullable Complaint account(Call call, String table, String refusal) {
    String name = call.value(0);
    if (!call.server().looksForFiles() || name.startsWith("#") || Accounts.has(table, name)) {
      return null;
    }
    return Complaint.file(refusal + Display.of(name), call.words().getFirst());
  }
}
