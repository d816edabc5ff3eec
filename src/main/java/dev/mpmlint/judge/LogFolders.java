package dev.mpmlint.judge;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.config.ServerFiles;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The folders of log files, which httpd wants to be there once all directives are taken (`core_check_config`, server/core.c;
/// `check_log_config`, modules/loggers/mod_log_config.c). Looked for when files are checked. Stateless.
public final class LogFolders {
  private static final AhNumber ERROR_LOG = new AhNumber(2291);
  private static final AhNumber ACCESS_LOG = new AhNumber(2297);

  private LogFolders() {}

  /// The line whose log has no folder, with what httpd says of it.
  public record Missing(Occurrence at, Word word, String folder, Verdict.Refused verdict) {}

  static Optional<Verdict> missing(Configuration configuration) {
    List<Missing> all = all(configuration);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst().verdict());
  }

  /// In the order in which httpd comes upon them, of which it names the first: the error logs, then the access logs.
  public static List<Missing> all(Configuration configuration) {
    if (!configuration.options().checkFiles()) {
      return List.of();
    }
    ServerFiles files = new ServerFiles(configuration);
    List<Missing> found = new ArrayList<>();
    // Of several in one server the last one counts.
    Map<Object, Occurrence> errorLogs = new LinkedHashMap<>();
    for (Occurrence o : configuration.active("errorlog")) {
      Scope scope = o.place().scope();
      if (scope == null || scope.key().equals("virtualhost")) {
        errorLogs.put(scope == null ? configuration : scope.open(), o);
      }
    }
    errorLogs.values().forEach(o -> check(o, files, ERROR_LOG, found));
    for (String name : List.of("customlog", "transferlog", "globallog")) {
      for (Occurrence o : configuration.active(name)) {
        check(o, files, ACCESS_LOG, found);
      }
    }
    return found;
  }

  private static void check(Occurrence o, ServerFiles files, AhNumber number, List<Missing> found) {
    if (o.words().isEmpty()) {
      return;
    }
    Word word = o.words().getFirst();
    String path = word.value();
    if (path.isEmpty() || path.startsWith("|") || path.startsWith("syslog") && number.equals(ERROR_LOG)) {
      return;
    }
    String absolute = files.absolute(path);
    int slash = absolute.lastIndexOf('/');
    String folder = slash <= 0 ? "/" : absolute.substring(0, slash);
    if (files.look(folder) == ServerFiles.Kind.DIRECTORY) {
      return;
    }
    String text = "Cannot access directory '" + folder + "/' for " + (number.equals(ERROR_LOG) ? "main error log" : "log file '" + path + "'");
    found.add(new Missing(o, word, folder, new Verdict.Refused(number, null, 0, text)));
  }
}
