package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.Decision;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.MpmReport;
import dev.mpmlint.mpm.Origin;
import dev.mpmlint.mpm.Refusal;
import dev.mpmlint.mpm.Setting;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.source.Display;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// `mpmlint mpm` for programs. The same input gives the same bytes.
public final class MpmJson {
  private static final int VERSION = 1;

  private final PathNames names;
  private final String toolVersion;

  public MpmJson(PathNames names, String toolVersion) {
    this.names = names;
    this.toolVersion = toolVersion;
  }

  /// Writes one document and a line feed; flushes, does not close.
  ///
  /// @param subjects one, or for a fragment one for each MPM that it speaks of
  public void write(Writer out, List<Subject> subjects) throws IOException {
    JsonDocument.write(out, VERSION, toolVersion, json -> members(json, subjects));
  }

  private void members(JsonWriter json, List<Subject> subjects) throws IOException {
    Subject first = subjects.getFirst();
    json.name("file").value(names.of(first.configuration().main().name()));
    json.name("httpdVersion").value(first.configuration().options().version().toString());
    json.name("layout").value(first.configuration().options().layout().name());
    json.name("outcome").value(outcome(first.mpm()));
    json.name("compiledIn").beginArray();
    for (String source : first.configuration().options().compiledIn()) {
      json.value(source);
    }
    json.endArray();
    json.name("loaded").beginArray();
    if (first.mpm() instanceof MpmOutcome.Several(List<LoadedModule> modules)) {
      for (LoadedModule module : modules) {
        loaded(json, module);
      }
    }
    json.endArray();
    json.name("plans").beginArray();
    for (Subject subject : subjects) {
      for (MpmPlan plan : subject.plans()) {
        plan(json, plan, subject);
      }
    }
    json.endArray();
  }

  private static String outcome(MpmOutcome outcome) {
    return switch (outcome) {
      case MpmOutcome.One _ -> "one";
      case MpmOutcome.None _ -> "none";
      case MpmOutcome.Several _ -> "several";
      case MpmOutcome.Open _ -> "open";
    };
  }

  private void loaded(JsonWriter json, LoadedModule module) throws IOException {
    json.beginObject().name("module").value(Display.of(module.identifier()));
    Occurrence by = module.by();
    if (by != null) {
      place(json, by);
    }
    json.endObject();
  }

  private void plan(JsonWriter json, MpmPlan plan, Subject subject) throws IOException {
    MpmReport report = MpmReport.of(plan, subject.configuration().options().version());
    json.beginObject();
    json.name("mpm").value(plan.mpm().shortName());
    json.name("shown").value(report.shown());
    json.name("threaded").value(report.threaded());
    json.name("forked").value(report.forked());
    json.name("decidedBy").beginObject();
    switch (plan.decidedBy()) {
      case Decision.Loaded(Occurrence by) -> {
        json.name("kind").value("loaded");
        place(json, by);
      }
      case Decision.CompiledIn(String source) -> json.name("kind").value("compiled-in").name("source").value(source);
      case Decision.Assumed(String clue) -> json.name("kind").value("assumed").name("clue").value(names.in(Display.of(clue)));
    }
    json.endObject();
    json.name("settings").beginArray();
    for (Setting setting : plan.settings().values()) {
      setting(json, setting);
    }
    json.endArray();
    json.name("corrections").beginArray();
    for (Correction correction : plan.corrections()) {
      correction(json, correction);
    }
    json.endArray();
    json.name("refusals").beginArray();
    for (Refusal refusal : plan.refusals()) {
      json.beginObject();
      json.name("directive").value(refusal.directive().directive());
      json.name("text").value(Display.of(refusal.text()));
      json.endObject();
    }
    json.endArray();
    json.name("startProcesses").value(plan.startProcesses());
    json.name("processes").value(plan.processes());
    json.name("threadsPerProcess").value(plan.threadsPerProcess());
    json.name("simultaneousRequests").value(plan.simultaneousRequests());
    JsonDocument.strings(json, "arithmetic", report.arithmetic());
    json.endObject();
  }

  private void setting(JsonWriter json, Setting setting) throws IOException {
    json.beginObject();
    json.name("directive").value(setting.directive().directive());
    String written = setting.written();
    json.name("written");
    if (written == null) {
      json.jsonValue("null");
    } else {
      json.value(Display.of(written));
    }
    number(json.name("requested"), setting.requested());
    number(json.name("effective"), setting.effective());
    json.name("from").beginObject();
    switch (setting.origin()) {
      case Origin.Default() -> json.name("kind").value("default");
      case Origin.Written(Occurrence at) -> {
        json.name("kind").value("written");
        place(json, at);
      }
    }
    json.endObject();
    json.name("corrections").beginArray();
    for (Correction correction : setting.corrections()) {
      correction(json, correction);
    }
    json.endArray();
    json.name("overridden").beginArray();
    for (Occurrence line : setting.overridden()) {
      json.beginObject();
      place(json, line);
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private static void correction(JsonWriter json, Correction correction) throws IOException {
    json.beginObject();
    json.name("directive").value(correction.directive().directive());
    var number = correction.number();
    if (number != null) {
      json.name("number").value(number.toString());
    }
    json.name("silent").value(correction.silent());
    json.name("text").value(correction.text());
    json.name("from").value(correction.from());
    json.name("to").value(correction.to());
    json.endObject();
  }

  private void place(JsonWriter json, Occurrence at) throws IOException {
    json.name("file").value(names.of(at.span().file().name()));
    json.name("line").value(at.span().line());
    JsonIncludes.write(json, names, at.place().site());
  }

  private static void number(JsonWriter json, double number) throws IOException {
    json.jsonValue(MpmNumbers.plain(number));
  }
}
