package dev.mpmlint.report;

import dev.mpmlint.policy.Judgement;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Severity;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// JUnit's XML: a suite for each file, a failed case for each finding, and one that passes where there is none.
public final class JunitReport {
  private final PathNames names;

  public JunitReport(PathNames names) {
    this.names = names;
  }

  /// Writes one document; flushes, does not close.
  public void write(Writer out, Judgement judgement) throws IOException {
    Map<String, List<Finding>> files = CheckstyleReport.byFile(judgement, names);
    int cases = files.values().stream().mapToInt(list -> Math.max(1, list.size())).sum();
    String seconds = String.format(Locale.ROOT, "%.3f", judgement.took().toMillis() / 1000.0);
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    out.write(Xml.attribute("name", "mpmlint") + Xml.attribute("tests", cases));
    out.write(Xml.attribute("failures", judgement.findings().size()) + Xml.attribute("errors", 0));
    out.write(Xml.attribute("time", seconds) + ">\n");
    for (Map.Entry<String, List<Finding>> file : files.entrySet()) {
      suite(out, file.getKey(), file.getValue());
    }
    out.write("</testsuites>\n");
    out.flush();
  }

  private void suite(Writer out, String file, List<Finding> findings) throws IOException {
    out.write("  <testsuite" + Xml.attribute("name", file) + Xml.attribute("tests", Math.max(1, findings.size())));
    out.write(Xml.attribute("failures", findings.size()) + Xml.attribute("errors", 0));
    out.write(Xml.attribute("skipped", 0) + Xml.attribute("time", 0) + ">\n");
    if (findings.isEmpty()) {
      out.write("    <testcase" + Xml.attribute("name", "no findings") + Xml.attribute("classname", file));
      out.write(Xml.attribute("time", 0) + "/>\n");
    }
    for (Finding finding : findings) {
      String place = finding.at().line() + ":" + finding.at().column();
      String code = finding.rule().code();
      out.write("    <testcase" + Xml.attribute("name", code + " at " + place) + Xml.attribute("classname", file));
      out.write(Xml.attribute("time", 0) + ">\n      <failure");
      out.write(Xml.attribute("message", names.in(finding.message())));
      out.write(Xml.attribute("type", finding.severity() == Severity.INFO ? "info" : finding.severity().word()) + ">");
      out.write(Xml.escape(file + ":" + place + ": " + names.in(finding.message()) + " [" + code + "]"));
      out.write("</failure>\n    </testcase>\n");
    }
    out.write("  </testsuite>\n");
  }
}
