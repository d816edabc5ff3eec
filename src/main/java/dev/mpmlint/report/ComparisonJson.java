package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.compare.Change;
import dev.mpmlint.compare.Comparison;
import dev.mpmlint.compare.Reason;
import java.io.IOException;
import java.io.Writer;

/// `mpmlint diff` for programs. The same input gives the same bytes.
public final class ComparisonJson {
  private static final int VERSION = 1;

  private final PathNames names;
  private final String toolVersion;

  public ComparisonJson(PathNames names, String toolVersion) {
    this.names = names;
    this.toolVersion = toolVersion;
  }

  /// Writes one document and a line feed; flushes, does not close.
  public void write(Writer out, Comparison comparison) throws IOException {
    JsonDocument.write(out, VERSION, toolVersion, json -> members(json, comparison));
  }

  private void members(JsonWriter json, Comparison comparison) throws IOException {
    json.name("need").value(comparison.need().word());
    json.name("reasons").beginArray();
    for (Reason reason : comparison.reasons()) {
      json.beginObject();
      json.name("need").value(reason.need().word());
      json.name("text").value(names.in(reason.text()));
      JsonDocument.place(json, names, reason.at());
      json.endObject();
    }
    json.endArray();
    json.name("changes").beginArray();
    for (Change change : comparison.changes()) {
      json.beginObject();
      json.name("kind").value(JsonDocument.word(change.kind()));
      json.name("scope").value(change.scope());
      json.name("what").value(change.what());
      json.name("before").value(change.before());
      json.name("after").value(change.after());
      JsonDocument.place(json, names, change.at());
      json.endObject();
    }
    json.endArray();
  }
}
