package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.compare.Change;
import dev.mpmlint.compare.Comparison;
import dev.mpmlint.compare.Reason;
import dev.mpmlint.source.Span;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
    // Closing would close the caller's writer.
    @SuppressWarnings("resource")
    JsonWriter json = new JsonWriter(out);
    json.setIndent("  ");
    json.beginObject();
    json.name("version").value(VERSION);
    json.name("tool").beginObject().name("name").value("mpmlint").name("version").value(toolVersion).endObject();
    json.name("need").value(comparison.need().word());
    json.name("reasons").beginArray();
    for (Reason reason : comparison.reasons()) {
      json.beginObject();
      json.name("need").value(reason.need().word());
      json.name("text").value(names.in(reason.text()));
      place(json, reason.at());
      json.endObject();
    }
    json.endArray();
    json.name("changes").beginArray();
    for (Change change : comparison.changes()) {
      json.beginObject();
      json.name("kind").value(change.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      json.name("scope").value(change.scope());
      json.name("what").value(change.what());
      json.name("before").value(change.before());
      json.name("after").value(change.after());
      place(json, change.at());
      json.endObject();
    }
    json.endArray();
    json.endObject();
    json.flush();
    out.write('\n');
    out.flush();
  }

  private void place(JsonWriter json, @Nullable Span at) throws IOException {
    if (at != null) {
      json.name("file").value(names.of(at.file().name()));
      json.name("line").value(at.line());
    }
  }
}
