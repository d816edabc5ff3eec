package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.policy.Fingerprints;
import dev.mpmlint.policy.Judgement;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Fix;
import dev.mpmlint.rules.Pages;
import dev.mpmlint.rules.Related;
import dev.mpmlint.rules.RuleInfo;
import dev.mpmlint.rules.Severity;
import dev.mpmlint.rules.Suppressions.Suppressed;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Findings as SARIF 2.1.0 (OASIS), which code scanning services take: with the rules that found them and their pages,
/// the further places, the fixes, fingerprints that outlive moved lines, and what is suppressed and why.
public final class SarifReport {
  private final PathNames names;
  private final String toolVersion;

  public SarifReport(PathNames names, String toolVersion) {
    this.names = names;
    this.toolVersion = toolVersion;
  }

  /// Writes one document and a line feed; flushes, does not close.
  public void write(Writer out, Judgement judgement) throws IOException {
    List<Finding> all = new ArrayList<>(judgement.findings());
    all.addAll(judgement.known());
    judgement.suppressed().forEach(s -> all.add(s.finding()));
    all.sort(Finding.ORDER);
    Fingerprints prints = new Fingerprints(all, names::of);
    Map<String, RuleInfo> rules = new TreeMap<>();
    all.forEach(finding -> rules.put(finding.rule().code(), finding.rule()));
    JsonDocument.write(out, json -> log(json, judgement, prints, rules));
  }

  private void log(JsonWriter json, Judgement judgement, Fingerprints prints, Map<String, RuleInfo> rules) throws IOException {
    List<String> codes = List.copyOf(rules.keySet());
    json.beginObject();
    json.name("$schema").value("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
    json.name("version").value("2.1.0");
    json.name("runs").beginArray().beginObject();
    driver(json, rules);
    json.name("columnKind").value("unicodeCodePoints");
    json.name("results").beginArray();
    for (Finding finding : judgement.findings()) {
      result(json, finding, codes, prints, "", "");
    }
    for (Finding finding : judgement.known()) {
      result(json, finding, codes, prints, "external", "listed in the baseline");
    }
    for (Suppressed suppressed : judgement.suppressed()) {
      result(json, suppressed.finding(), codes, prints, "inSource", suppressed.by().reason());
    }
    json.endArray();
    json.endObject().endArray().endObject();
  }

  private void driver(JsonWriter json, Map<String, RuleInfo> rules) throws IOException {
    json.name("tool").beginObject().name("driver").beginObject();
    json.name("name").value("mpmlint");
    json.name("version").value(toolVersion);
    json.name("rules").beginArray();
    for (RuleInfo rule : rules.values()) {
      json.beginObject();
      json.name("id").value(rule.code());
      json.name("name").value(rule.name());
      text(json, "shortDescription", rule.summary());
      String page = Pages.of(rule);
      json.name("help").beginObject();
      json.name("text").value("mpmlint explain " + rule.code());
      json.name("markdown").value(page);
      json.endObject();
      json.name("defaultConfiguration").beginObject().name("level").value(level(rule.severity())).endObject();
      json.name("properties").beginObject().name("tags").beginArray().value(family(rule)).endArray().endObject();
      json.endObject();
    }
    json.endArray().endObject().endObject();
  }

  private static String family(RuleInfo rule) {
    return switch (rule.code().substring(0, 3)) {
      case "SYN" -> "syntax";
      case "INC" -> "include";
      case "CFG" -> "directive";
      case "SUP" -> "suppression";
      default -> "mpm";
    };
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR, MISSING -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  private void result(
      JsonWriter json, Finding finding, List<String> codes, Fingerprints prints, String suppressed, String why)
      throws IOException {
    json.beginObject();
    json.name("ruleId").value(finding.rule().code());
    json.name("ruleIndex").value(codes.indexOf(finding.rule().code()));
    json.name("level").value(level(finding.severity()));
    text(json, "message", names.in(finding.messageAlone()));
    json.name("locations").beginArray().beginObject();
    place(json, finding.at());
    json.endObject().endArray();
    related(json, finding);
    json.name("partialFingerprints").beginObject().name("mpmlint/v1").value(prints.of(finding)).endObject();
    if (!suppressed.isEmpty()) {
      json.name("suppressions").beginArray().beginObject().name("kind").value(suppressed);
      if (!why.isEmpty()) {
        json.name("justification").value(dev.mpmlint.source.Display.of(why));
      }
      json.endObject().endArray();
    }
    fixes(json, finding.fixes());
    json.name("properties").beginObject();
    json.name("httpdLine").value(HttpdLine.of(finding.at()));
    json.name("severity").value(finding.severity().word());
    json.endObject();
    json.endObject();
  }

  /// Further places, then how httpd came to read the file.
  private void related(JsonWriter json, Finding finding) throws IOException {
    List<Related> places = new ArrayList<>(finding.related());
    if (finding.site() != null) {
      for (IncludeChain.Step step : IncludeChain.of(finding.site()).steps()) {
        places.add(new Related(step.at(), step.used() ? "used here" : "included here"));
      }
    }
    if (places.isEmpty()) {
      return;
    }
    json.name("relatedLocations").beginArray();
    int id = 1;
    for (Related place : places) {
      json.beginObject();
      json.name("id").value(id++);
      place(json, place.at());
      text(json, "message", names.in(place.message()));
      json.endObject();
    }
    json.endArray();
  }

  private void fixes(JsonWriter json, List<Fix> fixes) throws IOException {
    List<Fix> real = fixes.stream().filter(fix -> !fix.edits().isEmpty()).toList();
    if (real.isEmpty()) {
      return;
    }
    json.name("fixes").beginArray();
    for (Fix fix : real) {
      json.beginObject();
      text(json, "description", fix.description());
      Map<String, List<TextEdit>> byFile = new LinkedHashMap<>();
      fix.edits().forEach(e -> byFile.computeIfAbsent(e.at().file().name(), _ -> new ArrayList<>()).add(e));
      json.name("artifactChanges").beginArray();
      for (Map.Entry<String, List<TextEdit>> file : byFile.entrySet()) {
        json.beginObject();
        artifact(json, file.getKey());
        json.name("replacements").beginArray();
        for (TextEdit edit : file.getValue()) {
          json.beginObject();
          json.name("deletedRegion");
          region(json, edit.at());
          json.name("insertedContent").beginObject();
          Bytes.write(json, edit.replacement(), "text", "binary");
          json.endObject();
          json.endObject();
        }
        json.endArray().endObject();
      }
      json.endArray();
      String safety = fix.safety() == Fix.Safety.SAFE ? "safe" : "unsafe";
      json.name("properties").beginObject().name("safety").value(safety).endObject();
      json.endObject();
    }
    json.endArray();
  }

  private void place(JsonWriter json, Span at) throws IOException {
    json.name("physicalLocation").beginObject();
    artifact(json, at.file().name());
    json.name("region");
    region(json, at);
    json.endObject();
  }

  private void artifact(JsonWriter json, String file) throws IOException {
    json.name("artifactLocation").beginObject().name("uri").value(PathUri.of(names.of(file))).endObject();
  }

  private static void region(JsonWriter json, Span at) throws IOException {
    json.beginObject();
    json.name("startLine").value(at.line());
    json.name("startColumn").value(at.column());
    json.name("endLine").value(at.endLine());
    json.name("endColumn").value(at.endColumn());
    json.name("byteOffset").value(at.start());
    json.name("byteLength").value(at.end() - at.start());
    json.endObject();
  }

  private static void text(JsonWriter json, String name, String text) throws IOException {
    json.name(name).beginObject().name("text").value(text).endObject();
  }
}
