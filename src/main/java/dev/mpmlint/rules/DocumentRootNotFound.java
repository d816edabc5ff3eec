package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.config.ServerFiles;
import dev.mpmlint.source.Display;
import java.util.List;
import java.util.function.Consumer;

/// A virtual host's DocumentRoot that is not there. Of the main server's httpd does not start (CFG006), of this it warns.
final class DocumentRootNotFound implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG009", "document-root-not-found", Severity.WARNING, "A virtual host's DocumentRoot is not on this machine", "0.2");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    List<Occurrence> lines = configuration.options().checkFiles() ? configuration.active("documentroot") : List.of();
    if (lines.isEmpty()) {
      return;
    }
    ServerFiles files = new ServerFiles(configuration);
    for (Occurrence o : lines) {
      Scope scope = o.place().scope();
      boolean host = scope != null && scope.key().equals("virtualhost") && o.words().size() == 1;
      if (host && files.look(o.words().getFirst().value()) == ServerFiles.Kind.MISSING) {
        out.accept(
            Finding.at(
                    INFO,
                    o,
                    Lines.spanOf(o, 0),
                    "DocumentRoot " + Display.of(o.words().getFirst().value())
                        + " does not exist; httpd warns (AH00112) and answers all requests for it with 404; create it, or"
                        + " correct the path")
                .labelled("not there"));
      }
    }
  }
}
