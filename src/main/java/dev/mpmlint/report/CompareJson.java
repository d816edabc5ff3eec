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
import java.util.Locale;

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
    // Closing would close the caller's writer.
    @SuppressWarnings("resource")
    JsonWriter json = new JsonWriter(out);
    json.setIndent("  ");
    json.beginObject();
    json.name("version").value(VERSION);
    json.name("tool").beginObject().name("name").value("mpmlint").name("version").value(toolVersion).endObject();
    json.name("complete").value(comparison.complete());
    json.name("scale").value(comparison.scale().factor());
    json.name("tookSeconds").value(comparison.took().toMillis() / 1000.0);
    load(json, comparison.load());
    json.name("sides").beginArray();
    for (Side side : comparison.sides()) {
      side(json, side, comparison.load().phases());
    }
    json.endArray();
    json.endObject();
    json.flush();
    out.write('\n');
    out.flush();
  }

  private static void load(JsonWriter json, Load load) throws IOException {
    json.name("load").beginObject();
    json.name("visitors").value(load.visitors());
    json.name("slowRequests").value(load.slow());
    json.name("keptConnections").value(load.kept());
    json.name("phases").beginArray();
    for (Load.Phase phase : load.phases()) {
      json.beginObject();
      json.name("kind").value(word(phase));
      json.name("name").value(phase.name());
      json.name("fromSeconds").value(phase.from());
      json.name("toSeconds").value(phase.to());
      json.endObject();
    }
    json.endArray().endObject();
  }

  private static String word(Load.Phase phase) {
    return phase.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
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
        number(json.name("memoryMib"), served.memoryMib());
        json.name("phases").beginArray();
        for (int i = 0; i < phases.size(); i++) {
          stretch(json, word(phases.get(i)), served.stretches().get(i));
        }
        json.endArray();
        json.name("samples").beginArray();
        for (Sample sample : served.samples()) {
          sample(json, sample);
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
    number(json.name("medianMillis"), stretch.median());
    number(json.name("p95Millis"), stretch.slowest());
    number(json.name("longestMillis"), stretch.longest());
    json.name("mostProcesses").value(stretch.processes());
    json.name("mostBusy").value(stretch.busy());
    json.name("mostWaiting").value(stretch.waiting());
    json.endObject();
  }

  private static void sample(JsonWriter json, Sample sample) throws IOException {
    json.beginObject();
    number(json.name("seconds"), sample.seconds());
    json.name("processes").value(sample.processes());
    json.name("threads").value(sample.threads());
    json.name("busy").value(sample.busy());
    json.name("idle").value(sample.idle());
    json.name("waiting").value(sample.waiting());
    number(json.name("requestsPerSecond"), sample.requestsPerSecond());
    number(json.name("latencyMillis"), sample.latencyMillis());
    json.endObject();
  }

  /// To a thousandth.
  private static void number(JsonWriter json, double value) throws IOException {
    if (Double.isNaN(value)) {
      json.jsonValue("null");
    } else {
      json.value(Math.round(value * 1000) / 1000.0);
    }
  }
}
