package dev.mpmlint.judge;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.ServerFiles;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The folders of log files, which httpd wants to be there once all directives are taken (`core_check_config`, server/core.c;
/// `check_log_config`, modules/loggers/mod_log_config.c). Looked for when files are checked. Stateless.
public final class LogFolders {
  private static final AhNumber ERROR_LOG = new AhNumber(2291);
  private static final AhNumber ACCESS_LOG = new AhNumber(2297);

  private LogFolders() {}

  /// The line whose log has no folder, with what httpd says of it.
  public record Missing(Occurrence at, Word word, Verdict.Refused verdict) {}

  static Optional<Verdict> missing(Configuration configuration) {
    return first(configuration).map(Missing::verdict);
  }

  /// The first one that httpd complains of: the main error log, then the access logs as it comes upon them.
  public static Optional<Missing> first(Configuration configuration) {
    if (!configuration.options().checkFiles()) {
      return Optional.empty();
    }
    ServerFiles files = new ServerFiles(configuration);
    Missing found = null;
    for (Occurrence o : configuration.active("errorlog")) {
      if (o.place().scope() == null || o.place().scope().key().equals("virtualhost")) {
        found = check(o, files, ERROR_LOG, found);
      }
    }
    for (String name : List.of("customlog", "transferlog", "globallog")) {
      for (Occurrence o : configuration.active(name)) {
        found = check(o, files, ACCESS_LOG, found);
      }
    }
    return Optional.ofNullable(found);
  }

  private static @Nullable Missing check(Occurrence o, ServerFiles files, AhNumber number, @Nullable Missing found) {
    if (found != null || o.words().isEmpty()) {
      return found;
    }
    Word word = o.words().getFirst();
    String path = word.value();
    if (path.isEmpty() || path.startsWith("|") || path.startsWith("syslog") && number.equals(ERROR_LOG)) {
      return null;
    }
    String absolute = files.absolute(path);
    int slash = absolute.lastIndexOf('/');
    String folder = slash <= 0 ? "/" : absolute.substring(0, slash);
    if (files.look(folder) == ServerFiles.Kind.DIRECTORY) {
      return null;
    }
    String text = "Cannot access directory '" + folder + "/' for " + (number.equals(ERROR_LOG) ? "main error log" : "log file '" + path + "'");
    return new Missing(o, word, new Verdict.Refused(number, null, 0, text));
  }
}
