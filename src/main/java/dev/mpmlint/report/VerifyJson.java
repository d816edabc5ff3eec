package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.source.Display;
import dev.mpmlint.verify.model.EngineRun;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.FindingVerdict;
import dev.mpmlint.verify.model.Mark;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Outcome;
import dev.mpmlint.verify.model.Replacement;
import dev.mpmlint.verify.model.Sample;
import dev.mpmlint.verify.model.Source;
import dev.mpmlint.verify.model.Trial;
import dev.mpmlint.verify.model.Verdict;
import dev.mpmlint.verify.model.VerifyReport;
import java.io.IOException;
import java.io.Writer;

/// A proof for programs, samples over time included.
public final class VerifyJson {
  private static final int VERSION = 1;

  private final PathNames names;
  private final String toolVersion;

  public VerifyJson(PathNames names, String toolVersion) {
    this.names = names;
    this.toolVersion = toolVersion;
  }

  /// Writes one document and a line feed; flushes, does not close.
  public void write(Writer out, VerifyReport report) throws IOException {
    JsonDocument.write(out, VERSION, toolVersion, json -> members(json, report));
  }

  private void members(JsonWriter json, VerifyReport report) throws IOException {
    json.name("file").value(names.of(report.file()));
    json.name("mpm").value(report.mpm());
    json.name("summary").value(report.summary());
    json.name("mode").value(report.full() ? "full" : "quick");
    json.name("scale").beginObject().name("factor").value(report.scale().factor());
    json.name("reason").value(report.scale().reason()).endObject();
    json.name("engines").beginArray();
    for (EngineRun run : report.engines()) {
      json.beginObject();
      json.name("engine").value(run.engine());
      json.name("version").value(Display.of(run.version()));
      json.name("trials").beginArray();
      for (Trial trial : run.trials()) {
        trial(json, trial);
      }
      json.endArray().endObject();
    }
    json.endArray();
    json.name("findings").beginArray();
    for (FindingVerdict f : report.findings()) {
      finding(json, f);
    }
    json.endArray();
    json.name("replaced").beginArray();
    for (Replacement r : report.replaced()) {
      json.beginObject();
      place(json, r.at());
      json.name("what").value(Display.of(r.what()));
      json.name("by").value(Display.of(r.by()));
      json.name("command").value(r.command());
      json.endObject();
    }
    json.endArray();
    json.name("count").beginObject();
    json.name("proved").value(report.count(Outcome.PROVED));
    json.name("refuted").value(report.count(Outcome.REFUTED));
    json.name("notTried").value(report.count(Outcome.NOT_TRIED));
    json.endObject();
    JsonDocument.number(json.name("seconds"), report.took().toMillis() / 1000.0);
  }

  private void trial(JsonWriter json, Trial trial) throws IOException {
    json.beginObject();
    json.name("experiment").value(trial.experiment().word());
    json.name("verdicts").beginArray();
    for (Verdict v : trial.verdicts()) {
      verdict(json, v);
    }
    json.endArray();
    json.name("samples").beginArray();
    for (Sample s : trial.samples()) {
      JsonDocument.sample(json, s);
    }
    json.endArray();
    json.name("marks").beginArray();
    for (Mark m : trial.marks()) {
      json.beginObject();
      JsonDocument.number(json.name("seconds"), m.seconds());
      json.name("words").value(m.words()).endObject();
    }
    json.endArray();
    json.endObject();
  }

  private void verdict(JsonWriter json, Verdict v) throws IOException {
    json.beginObject();
    json.name("id").value(v.promise().id());
    json.name("promise").value(v.promise().sentence());
    json.name("from").beginArray();
    for (Source s : v.promise().from()) {
      json.beginObject();
      place(json, s);
      json.name("text").value(Display.of(s.text())).endObject();
    }
    json.endArray();
    json.name("expected").value(Display.of(v.promise().expected().words()));
    if (v.promise().expected() instanceof Expectation.Exactly(double value, double tolerance, _)) {
      JsonDocument.number(json.name("expectedValue"), value);
      JsonDocument.number(json.name("tolerance"), tolerance);
    }
    json.name("observed").value(Display.of(v.observed().words()));
    if (v.observed() instanceof Observation.Amount(double value, String unit, _)) {
      JsonDocument.number(json.name("observedValue"), value);
      json.name("unit").value(unit);
    }
    json.name("outcome").value(JsonDocument.word(v.outcome()));
    json.name("reason").value(Display.of(v.reason()));
    json.endObject();
  }

  private void finding(JsonWriter json, FindingVerdict f) throws IOException {
    json.beginObject();
    json.name("code").value(f.code());
    json.name("name").value(f.name());
    json.name("message").value(names.in(f.message()));
    place(json, f.at());
    json.name("predicts").value(Display.of(f.predicts()));
    json.name("experiments").beginArray();
    for (Experiment e : f.experiments()) {
      json.value(e.word());
    }
    json.endArray();
    json.name("outcome").value(JsonDocument.word(f.outcome()));
    json.name("reason").value(Display.of(f.reason()));
    json.endObject();
  }

  private void place(JsonWriter json, Source source) throws IOException {
    if (!source.isDefault()) {
      json.name("file").value(names.of(source.file()));
      json.name("line").value(source.line());
    }
  }
}
