package dev.mpmlint.server.site;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is compared of an answer.
///
/// @param fields those that the site decides about, by their names in lower case
record Answer(int status, Map<String, String> fields, String body) {
  private static final List<String> COMPARED =
      List.of(
          "content-type", "content-length", "etag", "last-modified", "location", "allow", "content-range", "accept-ranges",
          "content-encoding", "content-language", "www-authenticate", "x-loc", "x-always", "x-robot", "x-good", "x-list", "x-add",
          "x-wild", "x-regex", "x-host", "x-own");

  /// Of bytes as they came from a server that then closed the connection.
  static Answer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Answer(0, Map.of(), text);
    }
    String[] lines = text.substring(0, end).split("\r\n");
    Map<String, String> fields = new TreeMap<>();
    boolean chunked = false;
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      put(fields, name, lines[i].substring(colon + 1).strip());
      chunked |= name.equals("transfer-encoding");
    }
    String body = text.substring(end + 4);
    return normal(Integer.parseInt(lines[0].substring(9, 12)), fields, chunked ? joined(body) : body);
  }

  private static String joined(String chunks) {
    StringBuilder s = new StringBuilder();
    int at = 0;
    while (at < chunks.length()) {
      int line = chunks.indexOf("\r\n", at);
      int length = Integer.parseInt(chunks.substring(at, line), 16);
      s.append(chunks, line + 2, line + 2 + length);
      at = length == 0 ? chunks.length() : line + 2 + length + 2;
    }
    return s.toString();
  }

  /// What a connection would send.
  static Answer of(Exchange exchange) throws IOException {
    Headers headers = exchange.response().headers();
    Map<String, String> fields = new TreeMap<>();
    for (int i = 0; i < headers.size(); i++) {
      put(fields, headers.name(i).toLowerCase(Locale.ROOT), headers.value(i));
    }
    Body body = exchange.response().body();
    int status = exchange.response().status();
    if (status != 304 && body.length() >= 0) {
      put(fields, "content-length", Long.toString(body.length()));
    }
    return normal(status, fields, exchange.head().method().equals("HEAD") ? "" : text(body));
  }

  private static String text(Body body) throws IOException {
    switch (body) {
      case Body.Bytes b -> {
        return latin(b.bytes().duplicate());
      }
      case Body.FileParts f -> {
        StringBuilder s = new StringBuilder();
        for (Body.Part p : f.parts()) {
          ByteBuffer part = ByteBuffer.allocate((int) p.length());
          while (part.hasRemaining() && f.channel().read(part, p.position() + part.position()) > 0) {
            // Until the part is whole.
          }
          s.append(latin(p.prefix().duplicate())).append(latin(part.flip()));
        }
        f.channel().close();
        return s.append(latin(f.end().duplicate())).toString();
      }
      case Body.Stream s -> {
        StringBuilder written = new StringBuilder();
        s.producer().produce(new Collecting(written));
        return written.toString();
      }
    }
  }

  private record Collecting(StringBuilder into) implements Body.Sink {
    @Override
    public void write(ByteBuffer bytes) {
      into.append(latin(bytes));
    }

    @Override
    public void flush() {}
  }

  private static String latin(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }

  private static void put(Map<String, String> fields, String name, String value) {
    fields.merge(name, value, (a, b) -> a + ", " + b);
  }

  /// Boundaries are chance, the order of Allow is a hash table's.
  private static Answer normal(int status, Map<String, String> fields, String body) {
    fields.keySet().retainAll(COMPARED);
    fields.computeIfPresent("allow", (_, v) -> new TreeSet<>(Arrays.asList(v.split(", ?"))).toString());
    if (status == 416) {
      // httpd sends this page in chunks: a filter makes it, after the length was decided.
      fields.remove("content-length");
    }
    String type = fields.getOrDefault("content-type", "");
    String comparable = body;
    int boundary = type.indexOf("boundary=");
    if (boundary >= 0) {
      String chance = type.substring(boundary + 9);
      fields.put("content-type", type.substring(0, boundary));
      comparable = body.replace(chance, "BOUNDARY");
      fields.remove("content-length");
    }
    return new Answer(status, fields, comparable);
  }
}
