package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.ServerFiles;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A file or folder that `httpd -t` does not look at and without which the server does not start: the list of media types
/// (`mime_post_config`), the folder of the PidFile (`ap_log_pid`).
final class StartFileNotFound implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG008",
          "start-file-not-found",
          Severity.MISSING,
          "A file or folder is not on this machine that httpd needs when it starts, and does not look for before",
          "0.2");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    if (!configuration.options().checkFiles()) {
      return;
    }
    ServerFiles files = new ServerFiles(configuration);
    Occurrence types = configuration.last("typesconfig").orElse(null);
    Word list = path(types);
    if (types != null && list != null && files.look(list.value()) == ServerFiles.Kind.MISSING) {
      out.accept(finding(types, list, list.value(), "AH01597"));
    }
    Occurrence pid = configuration.last("pidfile").orElse(null);
    Word file = path(pid);
    String absolute = file == null ? "" : files.absolute(file.value());
    int slash = absolute.lastIndexOf('/');
    // What is below these is made when the machine starts, or by the script that starts httpd.
    boolean made = absolute.startsWith("/run/") || absolute.startsWith("/var/run/");
    if (pid != null && file != null && slash > 0 && !made) {
      String folder = absolute.substring(0, slash);
      if (files.look(folder) == ServerFiles.Kind.MISSING) {
        out.accept(finding(pid, file, folder, "AH00099"));
      }
    }
  }

  private static @Nullable Word path(@Nullable Occurrence line) {
    return line == null || line.words().size() != 1 ? null : line.words().getFirst();
  }

  private static Finding finding(Occurrence o, Word word, String missing, String number) {
    return Finding.at(
            INFO,
            o,
            word.span(),
            o.statement().name() + " " + Display.of(word.value()) + ": " + Display.of(missing)
                + " does not exist, so httpd does not start (" + number + "); create it, or correct the path")
        .labelled("not there");
  }
}
