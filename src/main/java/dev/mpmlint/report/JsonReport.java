package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.policy.Fingerprints;
import dev.mpmlint.policy.Judgement;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Fix;
import dev.mpmlint.rules.Related;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Findings for programs, as `mpmlint-report-1.schema.json` (beside this class in resources) describes. The same
/// input gives the same bytes.
public final class JsonReport {
  /// Raised when a program that reads the old form could go wrong.
  static final int VERSION = 1;

  private final PathNames names;
  private final String toolVersion;

  public JsonReport(PathNames names, String toolVersion) {
    this.names = names;
    this.toolVersion = toolVersion;
  }

  /// Writes one document and a line feed; flushes, does not close.
  public void write(Writer out, Judgement judgement) throws IOException {
    write(out, judgement.findings(), judgement.files().size(), judgement.suppressed().size(), judgement.known().size());
  }

  void write(Writer out, List<Finding> findings, int files) throws IOException {
    write(out, findings, files, 0, 0);
  }

  private void write(Writer out, List<Finding> findings, int files, int suppressed, int known) throws IOException {
    Fingerprints prints = new Fingerprints(findings, names::of);
    JsonDocument.write(out, VERSION, toolVersion, json -> members(json, findings, prints, files, suppressed, known));
  }

  private void members(JsonWriter json, List<Finding> findings, Fingerprints prints, int files, int suppressed, int known)
      throws IOException {
    json.name("findings").beginArray();
    for (Finding finding : findings) {
      write(json, finding, prints.of(finding));
    }
    json.endArray();
    Tally tally = Tally.of(findings);
    json.name("summary").beginObject();
    json.name("files").value(files);
    json.name("errors").value(tally.errors());
    json.name("missing").value(tally.missing());
    json.name("warnings").value(tally.warnings());
    json.name("infos").value(tally.infos());
    json.name("suppressed").value(suppressed);
    json.name("known").value(known);
    json.endObject();
  }

  private void write(JsonWriter json, Finding finding, String fingerprint) throws IOException {
    json.beginObject();
    json.name("code").value(finding.rule().code());
    json.name("name").value(finding.rule().name());
    json.name("severity").value(finding.severity().word());
    json.name("message").value(names.in(finding.message()));
    json.name("label").value(names.in(finding.label()));
    place(json, finding.at());
    json.name("httpdLine").value(HttpdLine.of(finding.at()));
    json.name("fingerprint").value(fingerprint);
    JsonIncludes.write(json, names, finding.site());
    json.name("related").beginArray();
    for (Related related : finding.related()) {
      json.beginObject();
      json.name("message").value(names.in(related.message()));
      place(json, related.at());
      json.endObject();
    }
    json.endArray();
    json.name("fixes").beginArray();
    for (Fix fix : finding.fixes()) {
      write(json, fix);
    }
    json.endArray();
    json.name("claims").beginArray();
    for (var claim : finding.claims()) {
      JsonClaims.write(json, claim);
    }
    json.endArray();
    json.endObject();
  }

  private void write(JsonWriter json, Fix fix) throws IOException {
    json.beginObject();
    json.name("description").value(fix.description());
    json.name("safety").value(fix.safety().name().toLowerCase(Locale.ROOT));
    json.name("edits").beginArray();
    for (TextEdit edit : fix.edits()) {
      json.beginObject();
      place(json, edit.at());
      byte[] bytes = edit.replacement().getBytes(StandardCharsets.ISO_8859_1);
      try {
        json.name("replacement").value(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      } catch (CharacterCodingException e) {
        // The name is written, so a value must follow: null says "see replacementBase64".
        json.jsonValue("null");
        json.name("replacementBase64").value(Base64.getEncoder().encodeToString(bytes));
      }
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private void place(JsonWriter json, Span at) throws IOException {
    json.name("file").value(names.of(at.file().name()));
    json.name("start").beginObject();
    json.name("line").value(at.line());
    json.name("column").value(at.column());
    json.name("offset").value(at.start());
    json.endObject();
    json.name("end").beginObject();
    json.name("line").value(at.endLine());
    json.name("column").value(at.endColumn());
    json.name("offset").value(at.end());
    json.endObject();
  }
}
