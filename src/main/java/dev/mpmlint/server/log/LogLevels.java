package dev.mpmlint.server.log;

import dev.mpmlint.server.settings.Setting;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// LogLevel of the main server or of a virtual host. Written while the server starts, then only read, by any thread.
final class LogLevels {
  private @Nullable Level level;
  private boolean reset;
  private final Map<String, Level> modules = new HashMap<>();

  /// The default, `warn`.
  static LogLevels ofMain() {
    LogLevels levels = new LogLevels();
    levels.level = Level.WARN;
    return levels;
  }

  /// One LogLevel directive, after those before it. A level without module takes back what was said of modules, in a
  /// virtual host also what the main server says of them.
  void read(Setting directive) throws LogConfigurationException {
    if (directive.arguments().isEmpty()) {
      throw new LogConfigurationException(
          "LogLevel requires at least one argument, Level of verbosity in error logging", directive.at());
    }
    for (String argument : directive.arguments()) {
      int colon = argument.lastIndexOf(':');
      Level named = Level.named(argument.substring(colon + 1));
      if (named == null) {
        throw new LogConfigurationException(refusal(argument, colon), directive.at());
      }
      if (colon < 0) {
        level = named;
        reset = true;
        modules.clear();
      } else {
        modules.put(module(argument.substring(0, colon)), named);
      }
    }
  }

  private static String refusal(String argument, int colon) {
    if (colon >= 0 && colon == argument.length() - 1) {
      return "Module specifier '" + argument.substring(0, colon) + "' must be followed by a log level keyword";
    }
    return (colon < 0 ? "" : argument + ": ")
        + "Log level keyword must be one of emerg/alert/crit/error/warn/notice/info/debug/trace1/.../trace8";
  }

  /// The name that messages carry, from an identifier or a file of sources: `ssl` of `ssl_module` and `mod_ssl.c`.
  private static String module(String written) {
    String name = written;
    if (name.endsWith(".c")) {
      name = name.substring(0, name.length() - 2);
      switch (name) {
        case "prefork", "worker", "event" -> {
          return "mpm_" + name;
        }
        case "http_core" -> {
          return "http";
        }
        default -> {}
      }
      return name.startsWith("mod_") ? name.substring(4) : name;
    }
    return name.endsWith("_module") ? name.substring(0, name.length() - 7) : name;
  }

  /// Takes from the main server what a virtual host leaves open.
  void inherit(LogLevels main) {
    if (!reset) {
      for (Map.Entry<String, Level> entry : main.modules.entrySet()) {
        modules.putIfAbsent(entry.getKey(), entry.getValue());
      }
    }
    if (level == null) {
      level = main.level;
    }
  }

  /// A notice is always written, as httpd does.
  boolean enabled(Level of, String module) {
    Level most = modules.isEmpty() ? level : modules.getOrDefault(module, level);
    return of == Level.NOTICE || most != null && of.compareTo(most) <= 0;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(level == null ? "" : level.shown());
    modules.forEach((name, of) -> text.append(' ').append(name).append(':').append(of.shown()));
    return text.toString();
  }
}
