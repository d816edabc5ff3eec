package dev.mpmlint.report;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Related;
import dev.mpmlint.rules.Severity;
import dev.mpmlint.source.Span;
import java.io.PrintStream;
import java.util.List;

/// `FILE:LINE:COLUMN: warning: MESSAGE [CODE]`, a line for each finding and a `note` for each related place: the form
/// that editors and build servers know from compilers.
public final class GccReport {
  private final PrintStream out;
  private final Style style;
  private final PathNames names;

  public GccReport(PrintStream out, Style style, PathNames names) {
    this.out = out;
    this.style = style;
    this.names = names;
  }

  public void print(List<Finding> findings) {
    for (Finding finding : findings) {
      String severity = finding.severity() == Severity.INFO ? "note" : finding.severity().ofThree().word();
      out.println(line(finding.at(), severity, names.in(finding.messageAlone())) + " [" + finding.rule().code() + "]");
      for (Related related : finding.related()) {
        out.println(line(related.at(), "note", names.in(related.message())));
      }
    }
  }

  private String line(Span at, String severity, String message) {
    String file = style.safe(names.of(at.file().name()));
    return file + ":" + at.line() + ":" + at.column() + ": " + severity + ": " + style.safe(message);
  }
}
