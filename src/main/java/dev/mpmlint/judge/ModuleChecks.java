package dev.mpmlint.judge;

import dev.mpmlint.config.ServerFiles;
import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What functions of single modules refuse. Stateless.
final class ModuleChecks {
  private ModuleChecks() {}

  // ---- caches ----

  static @Nullable Complaint cacheEnable(Call call) {
    String url = call.value(1);
    String provider = call.value(0);
    if (provider.startsWith("/")) {
      return Complaint.of(
          "provider (" + Display.of(provider) + ") starts with a '/'.  Are url and provider switched?", call.words().getFirst());
    }
    if (url.isEmpty() && !call.context().directory()) {
      return Complaint.context("CacheEnable provider (" + Display.of(provider) + ") is missing an URL.");
    }
    return null;
  }

  static @Nullable Complaint cacheDisable(Call call) {
    String value = call.value(0);
    if (call.context().directory()) {
      return value.equalsIgnoreCase("on") || value.equalsIgnoreCase("off")
          ? null
          : Complaint.of("CacheDisable must be followed by the word 'on' when in a Directory or Location.", call.words().getFirst());
    }
    return value.startsWith("/") || value.indexOf(':') >= 0 ? null : Complaint.of("CacheDisable must specify a path or an URL.", call.words().getFirst());
  }

  static @Nullable Complaint socacheSize(Call call) {
    long size = CNumbers.strtol(call.value(0));
    boolean whole = Addresses.isDigits(call.value(0)) || call.value(0).matches("\\d+\\D.*");
    return !whole || size < 1024 || size > 0xffff_ffffL
        ? Complaint.of(
            "CacheSocacheMaxSize argument must be a integer representing the max size of a cached entry (headers and body)",
            call.words().getFirst())
        : null;
  }

  static @Nullable Complaint cacheDirectory(Call call) {
    int value = CNumbers.atoi(call.value(0));
    String name = call.spec().name();
    if (value < 1) {
      return Complaint.of(name + " value must be an integer greater than 0", call.words().getFirst());
    }
    String other = call.server().kept(name.equals("CacheDirLevels") ? "CacheDirLength" : "CacheDirLevels", "2");
    call.server().keep(name, String.valueOf(value));
    // In 32 bits, as httpd reckons.
    return value * Integer.parseInt(other) > 20
        ? Complaint.of("CacheDirLevels*CacheDirLength value must not be higher than 20", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint decimal(Call call) {
    String value = call.value(0);
    return value.matches("(?si)\\s*[+-]?(\\.?\\d|inf|nan).*")
        ? null
        : Complaint.of("CacheLastModifiedFactor value must be a float", call.words().getFirst());
  }

  // ---- logs ----

  static @Nullable Complaint customLog(Call call) {
    String condition = call.value(2);
    if (call.count() > 2) {
      boolean env = condition.regionMatches(true, 0, "env=", 0, 4);
      if (!env && !condition.regionMatches(true, 0, "expr=", 0, 5)) {
        return Complaint.of("error in condition clause", call.words().get(2));
      }
      if (env && (condition.length() == 4 || condition.equals("env=!"))) {
        return Complaint.of("missing environment variable name", call.words().get(2));
      }
      String fault = env ? null : ExpressionSyntax.fault(condition.substring(5), false, call.server());
      if (fault != null) {
        return Complaint.of(Display.of(fault), call.words().get(2));
      }
    }
    String format = call.value(1);
    return format.isEmpty() ? null : LogFormats.access(format, call.words().get(1));
  }

  static @Nullable Complaint logFormat(Call call) {
    return LogFormats.access(call.value(0), call.words().getFirst());
  }

  private static boolean endsInTheMiddleOfAnEscape(String text) {
    int backslashes = 0;
    while (backslashes < text.length() && text.charAt(text.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  static @Nullable Complaint logMessage(Call call) {
    String fault = ExpressionSyntax.fault(call.value(0), true, call.server());
    if (fault != null) {
      return Complaint.of("Could not parse message expression: " + Display.of(fault), call.words().getFirst());
    }
    if (endsInTheMiddleOfAnEscape(call.value(0))) {
      // httpd ends on the spot, without naming the line.
      return Complaint.of("flex scanner jammed", call.words().getFirst());
    }
    for (int i = 1; i < call.count(); i++) {
      String word = call.value(i);
      boolean hook = word.regionMatches(true, 0, "hook=", 0, 5);
      boolean condition = word.regionMatches(true, 0, "expr=", 0, 5);
      if (!hook && !condition) {
        return Complaint.of("Invalid argument " + Display.of(word), call.words().get(i));
      }
      String name = word.substring(5).toLowerCase(Locale.ROOT).replace('-', '_');
      boolean knownHook =
          Set.of("log_transaction", "quick_handler", "handler", "pre_translate_name", "translate_name", "map_to_storage", "fixups", "type_checker", "check_access",
                  "check_access_ex", "check_user_id", "check_authn", "check_authz", "insert_filter", "all", "access_checker", "access_checker_ex", "auth_checker")
              .contains(name);
      if (hook && !knownHook) {
        return Complaint.of("Invalid hook name: " + Display.of(word.substring(5)), call.words().get(i));
      }
      String bad = condition ? ExpressionSyntax.fault(word.substring(5), false, call.server()) : null;
      if (bad != null) {
        return Complaint.of("Could not parse expression '" + Display.of(word.substring(5)) + "': " + Display.of(bad), call.words().get(i));
      }
    }
    return null;
  }

  // ---- others ----

  static @Nullable Complaint positive(Call call, String refusal) {
    for (Word word : call.words()) {
      if (!word.value().isEmpty() && CNumbers.atoi(word.value()) < 1) {
        return Complaint.of(refusal, word);
      }
    }
    return null;
  }

  static @Nullable Complaint requestReadTimeout(Call call) {
    for (Word word : call.words()) {
      int equals = word.value().indexOf('=');
      if (equals < 0) {
        return Complaint.of("Invalid RequestReadTimeout parameter. Parameter must be in the form 'key=value'", word);
      }
      String key = word.value().substring(0, equals).toLowerCase(Locale.ROOT);
      String value = word.value().substring(equals + 1).toLowerCase(Locale.ROOT);
      if (!Set.of("header", "body", "handshake").contains(key)) {
        return Complaint.of("RequestReadTimeout: " + Display.of(key) + "=" + Display.of(value) + ": Unknown RequestReadTimeout parameter", word);
      }
      java.util.regex.Matcher m = java.util.regex.Pattern.compile("(\\d+)(-(\\d+))?(,minrate=(\\d+))?").matcher(value);
      if (!m.matches()) {
        return Complaint.of("RequestReadTimeout: " + Display.of(word.value()) + ": invalid value", word);
      }
      boolean order = m.group(3) != null && CNumbers.strtol(m.group(3)) <= CNumbers.strtol(m.group(1));
      boolean alone = m.group(3) != null && m.group(5) == null;
      boolean zero = m.group(5) != null && CNumbers.strtol(m.group(5)) < 1;
      if (order || alone || zero) {
        return Complaint.of(
            "RequestReadTimeout: " + Display.of(word.value())
                + (alone ? ": Must set MinRate option if using timeout range" : order ? ": Maximum timeout must be larger than initial timeout" : ": Minimum data rate must be larger than 0"),
            word);
      }
    }
    return null;
  }

  static @Nullable Complaint subnets(Call call) {
    for (Word word : call.words()) {
      if (!Addresses.isSubnet(word.value())) {
        return Complaint.of("ip address '" + Display.of(word.value()) + "' appears to be invalid", word);
      }
    }
    return null;
  }

  static @Nullable Complaint h2PushPriority(Call call) {
    String dependency = call.value(1).toLowerCase(Locale.ROOT);
    boolean weighted = call.count() > 2;
    int weight = CNumbers.atoi(call.value(2));
    Set<String> after = Set.of("after", "interleaved");
    boolean number = !dependency.isEmpty() && Character.isDigit(dependency.charAt(0));
    if (number && !weighted && CNumbers.atoi(dependency) > 0) {
      return null;
    }
    if (!after.contains(dependency) && !dependency.equals("before")) {
      return Complaint.of("dependency must be one of 'After', 'Before' or 'Interleaved'", call.words().get(1));
    }
    if (dependency.equals("before") && weighted) {
      return Complaint.of("dependency 'Before' does not allow a weight", call.words().get(2));
    }
    boolean right = !weighted || weight >= 1 && weight <= 256;
    return right ? null : Complaint.of("weight must be a number between 1 and 256", call.words().get(2));
  }

  static @Nullable Complaint h2Diary(Call call) {
    int value = CNumbers.atoi(call.value(0));
    if (value < 0) {
      return Complaint.of("value must be >= 0", call.words().getFirst());
    }
    if (value > 0 && Integer.bitCount(value) != 1) {
      return Complaint.of("value must a power of 2", call.words().getFirst());
    }
    return value > 1 << 15 ? Complaint.of("value must <= 65536", call.words().getFirst()) : null;
  }

  static @Nullable Complaint h2PushResource(Call call) {
    boolean add = call.value(0).equalsIgnoreCase("add");
    int uri = add ? 1 : 0;
    if (add && call.count() < 2) {
      return null;
    }
    String last = call.value(uri + 1);
    if (call.count() > uri + 2) {
      return Complaint.of("too many parameter", call.words().get(uri + 2));
    }
    return call.count() <= uri + 1 || last.equalsIgnoreCase("critical")
        ? null
        : Complaint.of("unknown last parameter", call.words().get(uri + 1));
  }

  static @Nullable Complaint heartbeat(Call call) {
    Addresses.HostPort parsed = Addresses.hostPort(call.value(0));
    if (parsed == null) {
      return Complaint.of(call.spec().name() + ": Unable to parse multicast address.", call.words().getFirst());
    }
    if (parsed.host().isEmpty()) {
      return Complaint.of(call.spec().name() + ": No host provided in multicast address", call.words().getFirst());
    }
    return parsed.port() < 0
        ? Complaint.of(call.spec().name() + ": No port provided in multicast address", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint heartbeatServers(Call call) {
    int servers = CNumbers.atoi(call.value(0));
    return servers != 0 && servers < 10
        ? Complaint.of(
            "HeartbeatMaxServers: Should be 0 for file storage, or greater or equal than 10 for slotmem", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint modem(Call call) {
    return Set.of("v.21", "v.26bis", "v.32", "v.34", "v.92").contains(call.value(0).toLowerCase(Locale.ROOT))
        ? null
        : Complaint.of("mod_dialup: Unknown Modem Standard specified.", call.words().getFirst());
  }

  static @Nullable Complaint luaScope(Call call) {
    return Set.of("once", "request", "conn", "thread", "server").contains(call.value(0))
        ? null
        : Complaint.of(
            "Invalid value for LuaScope, '" + Display.of(call.value(0))
                + "', acceptable values are: 'once', 'request', 'conn', 'thread', 'server'",
            call.words().getFirst());
  }

  static @Nullable Complaint watchdog(Call call) {
    String value = call.value(0);
    if (!new Kind.Timeout("s", 0, Long.MAX_VALUE).accepts(value, call)) {
      return Complaint.of("Unparse-able WatchdogInterval setting", call.words().getFirst());
    }
    return new Kind.Timeout("s", 100, Long.MAX_VALUE).accepts(value, call)
        ? null
        : Complaint.of("Invalid WatchdogInterval: minimal value 100ms", call.words().getFirst());
  }

  static @Nullable Complaint dbdDriver(Call call) {
    String name = call.value(0);
    boolean known = Set.of("sqlite3", "sqlite2", "mysql", "pgsql", "odbc", "freetds", "oracle").contains(name);
    return known ? null : Complaint.of("Can't load driver file apr_dbd_" + Display.of(name) + ".so", call.words().getFirst());
  }

  static @Nullable Complaint davProvider(Call call) {
    String value = call.value(0).toLowerCase(Locale.ROOT);
    boolean known =
        value.equals("on") || value.equals("off") || value.equals("filesystem") && call.server().has("dav_fs_module")
            || value.equals("svn") && call.server().has("dav_svn_module");
    return known || call.server().hasForeignModules()
        ? null
        : Complaint.of("Unknown DAV provider: " + Display.of(call.value(0)), call.words().getFirst());
  }

  static @Nullable Complaint charset(Call call) {
    boolean name = call.value(0).matches("[A-Za-z][A-Za-z0-9._:+-]*");
    return name && java.nio.charset.Charset.isSupported(call.value(0))
        ? null
        : Complaint.of("Invalid or unsupported default charset", call.words().getFirst());
  }

  static @Nullable Complaint suexec(Call call) {
    boolean there = call.server().files().look("/usr/lib/apache2/suexec") == ServerFiles.Kind.FILE;
    return call.server().isDebian() && call.server().looksForFiles() && !there
        ? Complaint.file(
            "SuexecUserGroup configured, but suEXEC is disabled: Missing suexec binary /usr/lib/apache2/suexec",
            call.words().getFirst())
        : null;
  }

  static @Nullable Complaint suexecFlag(Call call) {
    boolean there = call.server().files().look("/usr/lib/apache2/suexec") == ServerFiles.Kind.FILE;
    return call.value(0).equalsIgnoreCase("on") && call.server().isDebian() && call.server().looksForFiles() && !there
        ? Complaint.file("suEXEC isn't supported: Missing suexec binary /usr/lib/apache2/suexec", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint number(Call call) {
    OptionalDouble number = CNumbers.strtod(call.value(0));
    return number.isEmpty() ? Complaint.of("error parsing value", call.words().getFirst()) : null;
  }
}
