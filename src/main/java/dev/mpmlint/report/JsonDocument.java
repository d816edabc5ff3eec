package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.verify.model.Sample;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What all JSON documents of mpmlint have in common. Stateless.
public final class JsonDocument {
  private static final double THOUSAND = 1000.0;

  private JsonDocument() {}

  /// The members of a document behind its version and its tool, or all of it.
  @FunctionalInterface
  public interface Members {
    void write(JsonWriter json) throws IOException;
  }

  /// Writes one document and a line feed; flushes, does not close.
  ///
  /// @param version of the document's form
  public static void write(Writer out, int version, String toolVersion, Members members) throws IOException {
    write(
        out,
        json -> {
          json.beginObject();
          json.name("version").value(version);
          json.name("tool").beginObject().name("name").value("mpmlint").name("version").value(toolVersion).endObject();
          members.write(json);
          json.endObject();
        });
  }

  /// Writes one document of a form that others have made, and a line feed; flushes, does not close.
  static void write(Writer out, Members whole) throws IOException {
    // Closing would close the caller's writer.
    @SuppressWarnings("resource")
    JsonWriter json = new JsonWriter(out);
    json.setIndent("  ");
    whole.write(json);
    json.flush();
    out.write('\n');
    out.flush();
  }

  /// To a thousandth; null for what is no number.
  static void number(JsonWriter json, double value) throws IOException {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      json.jsonValue("null");
    } else {
      json.jsonValue(MpmNumbers.plain(Math.round(value * THOUSAND) / THOUSAND));
    }
  }

  static void strings(JsonWriter json, String name, List<String> all) throws IOException {
    json.name(name).beginArray();
    for (String each : all) {
      json.value(Display.of(each));
    }
    json.endArray();
  }

  /// Nothing where there is none.
  static void place(JsonWriter json, PathNames names, @Nullable Span at) throws IOException {
    if (at != null) {
      json.name("file").value(names.of(at.file().name())).name("line").value(at.line());
    }
  }

  /// `NOT_TRIED` as `not-tried`.
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static void sample(JsonWriter json, Sample sample) throws IOException {
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
}
