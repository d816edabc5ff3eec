package dev.mpmlint.report;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// A schema that stands beside the program, judged by a validator that others use.
public record PublishedSchema(JsonSchema schema) {
  public static PublishedSchema of(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(VerifyJson.class.getResourceAsStream(name))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new PublishedSchema(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text));
    }
  }

  public List<String> faults(String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(ValidationMessage::getMessage).toList();
  }
}
