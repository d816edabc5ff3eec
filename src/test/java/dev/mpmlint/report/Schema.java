package dev.mpmlint.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/// Checks a document against those parts of JSON Schema that our schema uses; any other keyword fails.
final class Schema {
  private final JsonObject root;

  private Schema(JsonObject root) {
    this.root = root;
  }

  static Schema ofReport() throws IOException {
    try (var in =
        new InputStreamReader(
            Objects.requireNonNull(JsonReport.class.getResourceAsStream("mpmlint-report-1.schema.json")),
            StandardCharsets.UTF_8)) {
      return new Schema(JsonParser.parseReader(in).getAsJsonObject());
    }
  }

  void check(JsonElement document) {
    check(document, root, "$");
  }

  private void check(JsonElement value, JsonObject schema, String at) {
    for (Map.Entry<String, JsonElement> keyword : schema.entrySet()) {
      JsonElement wanted = keyword.getValue();
      switch (keyword.getKey()) {
        case "$ref" -> check(value, referred(wanted.getAsString()), at);
        case "type" -> require(isOfType(value, wanted), at + " is no " + wanted);
        case "const" -> require(value.equals(wanted), at + " is not " + wanted);
        case "enum" -> require(wanted.getAsJsonArray().contains(value), at + " is none of " + wanted);
        case "required" ->
            wanted.getAsJsonArray().forEach(k -> require(value.getAsJsonObject().has(k.getAsString()), at + " lacks " + k));
        case "properties" -> properties(value.getAsJsonObject(), wanted.getAsJsonObject(), at);
        case "items" -> items(value.getAsJsonArray(), wanted.getAsJsonObject(), at);
        case "additionalProperties" -> require(!wanted.getAsBoolean(), at + ": additionalProperties must be false");
        case "$schema", "title", "description", "$defs" -> {
          // Nothing to check.
        }
        default -> throw new AssertionError("keyword " + keyword.getKey() + " is not known to this test");
      }
    }
  }

  private void properties(JsonObject value, JsonObject known, String at) {
    for (Map.Entry<String, JsonElement> member : value.entrySet()) {
      JsonElement schema = known.get(member.getKey());
      require(schema != null, at + " has an unknown member " + member.getKey());
      check(member.getValue(), Objects.requireNonNull(schema).getAsJsonObject(), at + "." + member.getKey());
    }
  }

  private void items(JsonArray array, JsonObject schema, String at) {
    for (int i = 0; i < array.size(); i++) {
      check(array.get(i), schema, at + "[" + i + "]");
    }
  }

  private JsonObject referred(String pointer) {
    JsonObject found = root;
    for (String step : pointer.substring(2).split("/", -1)) {
      found = found.getAsJsonObject(step);
    }
    return found;
  }

  private static boolean isOfType(JsonElement value, JsonElement type) {
    if (type.isJsonArray()) {
      return type.getAsJsonArray().asList().stream().anyMatch(t -> isOfType(value, t));
    }
    return switch (type.getAsString()) {
      case "object" -> value.isJsonObject();
      case "array" -> value.isJsonArray();
      case "null" -> value.isJsonNull();
      case "string" -> value instanceof JsonPrimitive p && p.isString();
      case "number" -> value instanceof JsonPrimitive p && p.isNumber();
      case "integer" -> value instanceof JsonPrimitive p && p.isNumber() && p.getAsDouble() == Math.rint(p.getAsDouble());
      default -> throw new AssertionError("type " + type + " is not known to this test");
    };
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }
}
