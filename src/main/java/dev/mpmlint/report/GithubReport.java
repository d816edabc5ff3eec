package dev.mpmlint.report;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Related;
import dev.mpmlint.rules.Severity;
import dev.mpmlint.source.Span;
import java.io.PrintStream;
import java.util.List;

/// Workflow commands of GitHub Actions: `::error title=…,file=…,line=…::MESSAGE`, shown beside the line in a pull request.
public final class GithubReport {
  private final PrintStream out;
  private final PathNames names;

  public GithubReport(PrintStream out, PathNames names) {
    this.out = out;
    this.names = names;
  }

  public void print(List<Finding> findings) {
    for (Finding finding : findings) {
      Span at = finding.at();
      StringBuilder line = new StringBuilder("::").append(command(finding.severity()));
      line.append(" title=").append(property("mpmlint (" + finding.rule().code() + ")"));
      line.append(",file=").append(property(names.of(at.file().name())));
      line.append(",line=").append(at.line());
      // Columns are refused where a place goes over several lines.
      if (at.endLine() == at.line()) {
        line.append(",col=").append(at.column());
        line.append(",endLine=").append(at.endLine()).append(",endColumn=").append(at.endColumn());
      } else {
        line.append(",endLine=").append(at.endLine());
      }
      line.append("::").append(data(message(finding)));
      out.println(line);
    }
  }

  private String message(Finding finding) {
    StringBuilder message = new StringBuilder(names.in(finding.messageAlone()));
    for (Related related : finding.related()) {
      message.append('\n').append(names.of(related.at().file().name())).append(':').append(related.at().line());
      message.append(": ").append(names.in(related.message()));
    }
    return message.append("\nmore: mpmlint explain ").append(finding.rule().code()).toString();
  }

  private static String command(Severity severity) {
    return switch (severity) {
      case ERROR, MISSING -> "error";
      case WARNING -> "warning";
      case INFO -> "notice";
    };
  }

  /// As the runner's toolkit escapes it.
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
