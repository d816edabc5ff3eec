package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.judge.LogFolders;
import dev.mpmlint.source.Display;
import java.util.function.Consumer;

/// A log whose folder is not there. httpd looks for the folders once it has taken all lines, so that it names none of them.
final class LogFolderNotFound implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo("CFG007", "log-folder-not-found", Severity.MISSING, "The folder of a log is not on this machine", "0.2");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    for (LogFolders.Missing missing : LogFolders.all(configuration)) {
      Occurrence o = missing.at();
      out.accept(
          Finding.at(
                  INFO,
                  o,
                  missing.word().span(),
                  o.statement().name() + " " + Display.of(missing.word().value()) + ": there is no folder "
                      + Display.of(missing.folder()) + ", so httpd does not start (" + missing.verdict().number()
                      + "); create it, or correct the path")
              .labelled("not there"));
    }
  }
}
