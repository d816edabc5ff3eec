package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.config.Site;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// How a file came to be read, as the member `includedFrom` of a JSON object. Apart from [IncludeChain], so that a text
/// report loads nothing of Gson. Stateless.
final class JsonIncludes {
  private JsonIncludes() {}

  /// @param site null where the file was not included; the member is an empty array then
  static void write(JsonWriter json, PathNames names, @Nullable Site site) throws IOException {
    json.name("includedFrom").beginArray();
    if (site != null) {
      for (IncludeChain.Step step : IncludeChain.of(site).steps()) {
        json.beginObject();
        json.name("file").value(names.of(step.at().file().name()));
        json.name("line").value(step.at().line());
        json.name("how").value(step.used() ? "use" : "include");
        json.endObject();
      }
    }
    json.endArray();
  }
}
