package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Bytes of a file (one `char` each) in JSON, which is text. Stateless.
final class Bytes {
  private Bytes() {}

  /// As a member `text` where they are UTF-8, else in Base64 as a member `binary`.
  static void write(JsonWriter json, String bytes, String text, String binary) throws IOException {
    byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    String decoded;
    try {
      decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      json.name(binary).value(Base64.getEncoder().encodeToString(raw));
      return;
    }
    json.name(text).value(decoded);
  }
}
