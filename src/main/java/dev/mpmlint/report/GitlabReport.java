package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.policy.Fingerprints;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Severity;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// A Code Quality report of GitLab: the part of Code Climate's format that it reads.
public final class GitlabReport {
  private final PathNames names;

  public GitlabReport(PathNames names) {
    this.names = names;
  }

  /// Writes one document and a line feed; flushes, does not close.
  public void write(Writer out, List<Finding> findings) throws IOException {
    Fingerprints prints = new Fingerprints(findings, names::of);
    JsonDocument.write(out, json -> issues(json, findings, prints));
  }

  private void issues(JsonWriter json, List<Finding> findings, Fingerprints prints) throws IOException {
    json.beginArray();
    for (Finding finding : findings) {
      json.beginObject();
      json.name("type").value("issue");
      json.name("check_name").value(finding.rule().code());
      json.name("description").value(names.in(finding.messageAlone()));
      json.name("categories").beginArray().value(finding.severity() == Severity.INFO ? "Style" : "Bug Risk").endArray();
      json.name("severity").value(severity(finding.severity()));
      json.name("fingerprint").value(prints.of(finding));
      json.name("location").beginObject().name("path").value(names.of(finding.at().file().name()));
      json.name("positions").beginObject();
      position(json, "begin", finding.at().line(), finding.at().column());
      position(json, "end", finding.at().endLine(), finding.at().endColumn());
      json.endObject().endObject();
      json.endObject();
    }
    json.endArray();
  }

  private static void position(JsonWriter json, String name, int line, int column) throws IOException {
    json.name(name).beginObject().name("line").value(line).name("column").value(column).endObject();
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR, MISSING -> "critical";
      case WARNING -> "major";
      case INFO -> "info";
    };
  }
}
