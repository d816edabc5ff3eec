package dev.mpmlint.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/// Takes apart what came back on one connection.
public final class Answers {

  /// How a body is delimited: by chunks when the server happened to send before it knew the end, by the connection's end
  /// where httpd's filters find out too late that all is an error. The body itself is compared.
  private static final List<String> FRAMING = List.of("content-length", "transfer-encoding");

  private Answers() {}

  /// One answer.
  ///
  /// @param line the status line; empty for one of HTTP/0.9
  /// @param fields lower-case names
  /// @param body chunks joined
  public record Answer(String line, TreeMap<String, String> fields, String body) {
    public int status() {
      return line.isEmpty() ? 200 : Integer.parseInt(line, 9, 12, 10);
    }

    public boolean closes() {
      return line.isEmpty() || "close".equalsIgnoreCase(fields.get("connection"));
    }

    /// All that should be the same on both sides.
    public String comparable() {
      StringBuilder text = new StringBuilder(line).append('\n');
      fields.forEach(
          (name, value) -> {
            if (body.isEmpty() || !FRAMING.contains(name)) {
              text.append(name).append(": ").append(comparable(name, value)).append('\n');
            }
          });
      String all = text.append('\n').append(body).toString();
      String boundary = boundary();
      return boundary.isEmpty() ? all : all.replace(boundary, "BOUNDARY");
    }

    private String boundary() {
      String type = fields.getOrDefault("content-type", "");
      int at = type.indexOf("boundary=");
      return at < 0 ? "" : type.substring(at + "boundary=".length());
    }

    /// Dates differ from answer to answer, and httpd's methods come in the order of a hash that is another in each run.
    private static String comparable(String name, String value) {
      if (name.equals("date")) {
        return "…";
      }
      return name.equals("allow") ? String.join(",", new TreeSet<>(List.of(value.split(",", -1)))) : value;
    }
  }

  /// @param methods of the requests that were sent, in order: the answer to HEAD has no body; beyond the last one GET
  public static List<Answer> of(String said, List<String> methods) {
    List<Answer> answers = new ArrayList<>();
    String rest = said;
    int ordinal = 0;
    while (rest.startsWith("HTTP/")) {
      int end = rest.indexOf("\r\n\r\n");
      if (end < 0) {
        break;
      }
      String[] lines = rest.substring(0, end).split("\r\n", -1);
      rest = rest.substring(end + 4);
      TreeMap<String, String> fields = new TreeMap<>();
      for (int i = 1; i < lines.length; i++) {
        int colon = lines[i].indexOf(':');
        fields.merge(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT), lines[i].substring(colon + 1).strip(), (a, b) -> a + " | " + b);
      }
      Answer head = new Answer(lines[0], fields, "");
      if (head.status() < 200) {
        answers.add(head);
        continue;
      }
      boolean bodiless = head.status() == 204 || head.status() == 304 || (ordinal < methods.size() && methods.get(ordinal).equals("HEAD"));
      ordinal++;
      StringBuilder body = new StringBuilder();
      rest = bodiless ? rest : afterBody(head, rest, body);
      answers.add(new Answer(lines[0], fields, body.toString()));
    }
    if (!rest.isEmpty()) {
      answers.add(new Answer("", new TreeMap<>(), rest));
    }
    return answers;
  }

  private static String afterBody(Answer head, String rest, StringBuilder body) {
    String length = head.fields.get("content-length");
    if (length != null) {
      int end = Math.min(rest.length(), Integer.parseInt(length));
      body.append(rest, 0, end);
      return rest.substring(end);
    }
    if (!"chunked".equals(head.fields.get("transfer-encoding"))) {
      body.append(head.closes() ? rest : "");
      return head.closes() ? "" : rest;
    }
    String left = rest;
    while (true) {
      int line = left.indexOf("\r\n");
      int size = line < 0 ? -1 : Integer.parseInt(left, 0, line, 16);
      if (size < 0 || left.length() < line + 4 + size) {
        body.append(" (unfinished)");
        return "";
      }
      body.append(left, line + 2, line + 2 + size);
      left = left.substring(line + 2 + size + 2);
      if (size == 0) {
        return left;
      }
    }
  }
}
