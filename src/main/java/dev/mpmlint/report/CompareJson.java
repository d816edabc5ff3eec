package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.source.Display;
import dev.mpmlint.verify.compare.Comparison;
import dev.mpmlint.verify.compare.Load;
import dev.mpmlint.verify.compare.Run;
import dev.mpmlint.verify.compare.Side;
import dev.mpmlint.verify.compare.Stretch;
import dev.mpmlint.verify.model.Sample;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// `mpmlint compare` for programs: the load, and for each side its figures and samples. Times are seconds and milliseconds as
/// their names say; what was not measured is null.
public final class CompareJson {
  private static final int VERSION = 1;

  private final PathNames names;
  private final String toolVersion;

  public CompareJson(PathNames names, String toolVersion) {
    this.names = names;
    this.toolVersion = toolVersion;
  }

  /// Writes one document and a line feed; flushes, does not close.
  public void write(Writer out, Comparison comparison) throws IOException {
    JsonDocument.write(out, VERSION, toolVersion, json -> members(json, comparison));
  }

  private void members(JsonWriter json, Comparison comparison) throws IOException {
    json.name("complete").value(comparison.complete());
    json.name("scale").value(comparison.scale().factor());
    JsonDocument.number(json.name("tookSeconds"), comparison.took().toMillis() / 1000.0);
    load(json, comparison.load());
    json.name("sides").beginArray();
    for (Side side : comparison.sides()) {
      side(json, side, comparison.load().phases());
    }
    json.endArray();
  }

  private static void load(JsonWriter json, Load load) throws IOException {
    json.name("load").beginObject();
    json.name("visitors").value(load.visitors());
    json.name("slowRequests").value(load.slow());
    json.name("keptConnections").value(load.kept());
    json.name("phases").beginArray();
    for (Load.Phase phase : load.phases()) {
      json.beginObject();
      json.name("kind").value(JsonDocument.word(phase.kind()));
      json.name("name").value(phase.name());
      json.name("fromSeconds").value(phase.from());
      json.name("toSeconds").value(phase.to());
      json.endObject();
    }
    json.endArray().endObject();
  }

  private void side(JsonWriter json, Side side, List<Load.Phase> phases) throws IOException {
    json.beginObject();
    json.name("label").value(side.label());
    json.name("file").value(names.of(side.file()));
    json.name("mpm").value(side.mpm());
    json.name("summary").value(side.summary());
    json.name("ceiling").value(side.ceiling());
    json.name("engine").value(side.engine());
    json.name("engineVersion").value(Display.of(side.version()));
    switch (side.run()) {
      case Run.Failed(String why) -> json.name("failed").value(names.in(Display.of(why)));
      case Run.Served served -> {
        JsonDocument.number(json.name("memoryMib"), served.memoryMib());
        json.name("phases").beginArray();
        for (int i = 0; i < phases.size(); i++) {
          stretch(json, JsonDocument.word(phases.get(i).kind()), served.stretches().get(i));
        }
        json.endArray();
        json.name("samples").beginArray();
        for (Sample sample : served.samples()) {
          JsonDocument.sample(json, sample);
        }
        json.endArray();
      }
    }
    json.endObject();
  }

  private static void stretch(JsonWriter json, String kind, Stretch stretch) throws IOException {
    json.beginObject();
    json.name("kind").value(kind);
    json.name("answers").value(stretch.answers());
    json.name("lost").value(stretch.lost());
    JsonDocument.number(json.name("medianMillis"), stretch.median());
    JsonDocument.number(json.name("p95Millis"), stretch.slowest());
    JsonDocument.number(json.name("longestMillis"), stretch.longest());
    json.name("mostProcesses").value(stretch.processes());
    json.name("mostBusy").value(stretch.busy());
    json.name("mostWaiting").value(stretch.waiting());
    json.endObject();
  }
}
