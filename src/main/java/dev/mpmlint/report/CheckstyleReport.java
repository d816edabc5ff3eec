package dev.mpmlint.report;

import dev.mpmlint.policy.Judgement;
import dev.mpmlint.rules.Finding;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Checkstyle's XML, which many build servers read; files without a finding are listed too.
public final class CheckstyleReport {
  private final PathNames names;

  public CheckstyleReport(PathNames names) {
    this.names = names;
  }

  /// Writes one document; flushes, does not close.
  public void write(Writer out, Judgement judgement) throws IOException {
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    for (Map.Entry<String, List<Finding>> file : byFile(judgement, names).entrySet()) {
      out.write("  <file" + Xml.attribute("name", file.getKey()) + ">\n");
      for (Finding finding : file.getValue()) {
        out.write(
            "    <error"
                + Xml.attribute("line", finding.at().line())
                + Xml.attribute("column", finding.at().column())
                + Xml.attribute("severity", finding.severity().ofThree().word())
                + Xml.attribute("message", names.in(finding.messageAlone()))
                + Xml.attribute("source", "mpmlint." + finding.rule().code())
                + "/>\n");
      }
      out.write("  </file>\n");
    }
    out.write("</checkstyle>\n");
    out.flush();
  }

  /// Every file that was read, by the name that is shown.
  static Map<String, List<Finding>> byFile(Judgement judgement, PathNames names) {
    Map<String, List<Finding>> files = new TreeMap<>();
    judgement.files().keySet().forEach(file -> files.put(names.of(file), new ArrayList<>()));
    for (Finding finding : judgement.findings()) {
      files.computeIfAbsent(names.of(finding.at().file().name()), _ -> new ArrayList<>()).add(finding);
    }
    return files;
  }
}
