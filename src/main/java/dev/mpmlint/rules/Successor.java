package dev.mpmlint.rules;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Locale;

/// The line of httpd 2.4 that does what a line of an older httpd did, where it is one line and its module is there.
/// Stateless. Sources: the manuals' notes on upgrading, and what the old directives' functions made of their arguments
/// (mod_log_config's `set_cookie_log`, mod_ssl's `ssl_cmd_SSLMutex`).
final class Successor {
  private static final List<String> SEMAPHORES = List.of("default", "sem", "posixsem", "sysvsem", "pthread");
  private static final List<String> LOCKED_FILES = List.of("file", "flock", "fcntl");
  private static final int MOST_TRACE = 8;

  private Successor() {}

  /// Empty where there is none, or none that is certain.
  static String of(Occurrence old, Subject subject) {
    List<Word> words = old.words();
    if (words.size() != 1) {
      return "";
    }
    String written = words.getFirst().span().text();
    String value = words.getFirst().value();
    return switch (old.key()) {
      case "acceptmutex" -> global(old) && hasAcceptMutex(old, subject) ? mutex(value, "mpm-accept") : "";
      case "sslmutex" -> global(old) && has("ssl_module", subject) ? mutex(value, "ssl-cache") : "";
      case "rewritelock" -> global(old) && has("rewrite_module", subject) ? mutex("file:" + value, "rewrite-map") : "";
      case "rewriteloglevel" -> has("rewrite_module", subject) ? trace(value) : "";
      case "cookielog" -> has("log_config_module", subject) ? "CustomLog " + written + " \"%{Cookie}n \\\"%r\\\" %t\"" : "";
      case "refererlog" -> has("log_config_module", subject) ? "CustomLog " + written + " \"%{Referer}i -> %U\"" : "";
      case "authdigestfile" -> has("authn_file_module", subject) ? "AuthUserFile " + written : "";
      case "authdigestgroupfile" -> has("authz_groupfile_module", subject) ? "AuthGroupFile " + written : "";
      default -> "";
    };
  }

  private static boolean global(Occurrence old) {
    return old.place().scope() == null;
  }

  /// Of the MPMs of 2.4 event has none.
  private static boolean hasAcceptMutex(Occurrence old, Subject subject) {
    Mpm mpm = Lines.mpmOf(old, subject);
    return mpm == Mpm.PREFORK || mpm == Mpm.WORKER;
  }

  private static boolean has(String identifier, Subject subject) {
    if (subject.configuration().options().kind() != InputKind.WHOLE) {
      return true;
    }
    for (LoadedModule module : subject.configuration().modules()) {
      if (module.identifier().equals(identifier)) {
        return true;
      }
    }
    return false;
  }

  /// What took a file takes its folder; no mutex at all is none that httpd 2.4 allows.
  private static String mutex(String mechanism, String type) {
    String lower = mechanism.toLowerCase(Locale.ROOT);
    String alone = lower.equals("yes") || lower.equals("auto") ? "default" : lower;
    if (SEMAPHORES.contains(alone) || alone.equals("flock") || alone.equals("fcntl")) {
      return "Mutex " + alone + " " + type;
    }
    int colon = mechanism.indexOf(':');
    int slash = mechanism.lastIndexOf('/');
    boolean plain = mechanism.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '\'' || c == '\\' || c == '$');
    return colon > 0 && slash > colon + 1 && plain && LOCKED_FILES.contains(lower.substring(0, colon))
        ? "Mutex " + lower.substring(0, colon) + ":" + mechanism.substring(colon + 1, slash) + " " + type
        : "";
  }

  /// 0 was silence, as it is without the line.
  private static String trace(String level) {
    boolean one = level.length() == 1 && level.charAt(0) >= '1' && level.charAt(0) <= '9';
    return one ? "LogLevel rewrite:trace" + Math.min(MOST_TRACE, level.charAt(0) - '0') : "";
  }
}
