package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.advise.Advice;
import dev.mpmlint.advise.Known;
import dev.mpmlint.advise.Quantity;
import dev.mpmlint.source.Display;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `mpmlint advise` for programs. The same advice gives the same bytes.
public final class AdviceJson {
  private static final int VERSION = 1;

  private final PathNames names;
  private final String toolVersion;

  public AdviceJson(PathNames names, String toolVersion) {
    this.names = names;
    this.toolVersion = toolVersion;
  }

  /// Writes one document and a line feed; flushes, does not close.
  ///
  /// @param notes what else there is to do, beside the advice's own recommendations
  /// @param diff the edits, one `char` per byte; empty where there are none
  /// @param applied whether the edits were written
  public void write(Writer out, String file, Advice advice, List<String> notes, String diff, boolean applied) throws IOException {
    JsonDocument.write(out, VERSION, toolVersion, json -> members(json, file, advice, notes, diff, applied));
  }

  private void members(JsonWriter json, String file, Advice advice, List<String> notes, String diff, boolean applied) throws IOException {
    json.name("file").value(names.of(file));
    choice(json, advice);
    inputs(json, advice);
    limits(json, advice);
    json.name("workers").value(advice.workers());
    json.name("workersNow").value(advice.now());
    json.name("verdict").value(advice.verdict());
    confidence(json, advice.confidence());
    JsonDocument.strings(json, "general", advice.general());
    JsonDocument.strings(json, "notes", notes);
    json.name("numbers").beginObject();
    advice.numbers().forEach((directive, value) -> number(json, directive.directive(), value));
    json.endObject();
    changes(json, advice);
    json.name("needsFullRestart").value(advice.needsFullRestart());
    json.name("applied").value(applied);
    json.name("diff").value(diff.lines().map(line -> Display.of(line) + "\n").collect(Collectors.joining()));
  }

  private void choice(JsonWriter json, Advice advice) throws IOException {
    var running = advice.running();
    json.name("mpm").value(advice.choice().itk() ? "itk" : advice.choice().mpm().shortName());
    json.name("mpmNow");
    if (running == null) {
      json.jsonValue("null");
    } else {
      json.value(running.shortName());
    }
    json.name("reasons").beginArray();
    for (Advice.Reason reason : advice.choice().reasons()) {
      json.beginObject().name("text").value(reason.sentence());
      JsonDocument.place(json, names, reason.at());
      json.endObject();
    }
    json.endArray();
    JsonDocument.strings(json, "steps", advice.choice().steps());
  }

  private static void inputs(JsonWriter json, Advice advice) throws IOException {
    JsonDocument.strings(json, "evidence", advice.evidence());
    json.name("inputs").beginArray();
    for (Map.Entry<Quantity, Known> each : advice.inputs().entrySet()) {
      Quantity quantity = each.getKey();
      json.beginObject();
      json.name("name").value(quantity.option().substring(2));
      json.name("label").value(quantity.label());
      json.name("unit").value(JsonDocument.word(quantity.unit()));
      json.name("value").jsonValue(MpmNumbers.plain(each.getValue().value()));
      json.name("source").value(JsonDocument.word(each.getValue().source()));
      json.endObject();
    }
    json.endArray();
  }

  private static void limits(JsonWriter json, Advice advice) throws IOException {
    json.name("ceilings").beginArray();
    for (Advice.Ceiling ceiling : advice.ceilings()) {
      json.beginObject();
      json.name("limit").value(ceiling.limit().label());
      json.name("workers").value(ceiling.workers());
      json.name("formula").value(ceiling.formula());
      json.name("ruleOfThumb").value(ceiling.sanity());
      json.name("binds").value(advice.binding().filter(b -> b == ceiling).isPresent());
      json.endObject();
    }
    json.endArray();
    json.name("floors").beginArray();
    for (Advice.Floor floor : advice.floors()) {
      json.beginObject();
      json.name("demand").value(floor.demand().label());
      json.name("workers").value(floor.workers());
      json.name("formula").value(floor.formula());
      json.endObject();
    }
    json.endArray();
  }

  private static void confidence(JsonWriter json, Advice.Confidence confidence) throws IOException {
    json.name("confidence").beginObject();
    json.name("level").value(JsonDocument.word(confidence.level()));
    json.name("why").value(confidence.why());
    JsonDocument.strings(json, "raisedBy", confidence.raisedBy());
    json.endObject();
  }

  private void changes(JsonWriter json, Advice advice) throws IOException {
    json.name("changes").beginArray();
    for (Advice.Change change : advice.changes()) {
      Long from = change.from();
      json.beginObject();
      json.name("directive").value(change.directive().directive());
      if (from != null) {
        json.name("from").value(from);
      }
      json.name("to").value(change.to());
      json.name("why").value(change.why());
      json.name("fullRestart").value(change.fullRestart());
      JsonDocument.place(json, names, change.at());
      json.endObject();
    }
    json.endArray();
  }

  private static void number(JsonWriter json, String name, long value) {
    try {
      json.name(name).value(value);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
