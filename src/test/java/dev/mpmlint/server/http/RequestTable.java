package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// The requests of `http/requests.txt`, whose head tells what its columns mean.
public final class RequestTable {
  private RequestTable() {}

  /// One request, or several on one connection.
  ///
  /// @param answers such as `200 keep`, `400 close`, `405* keep`; empty when nothing is answered
  /// @param content what is sent, one char per byte
  public record Case(String name, String server, List<String> answers, String content) {
    public byte[] bytes() {
      return content.getBytes(ISO_8859_1);
    }

    public Limits limits() {
      return switch (server) {
        case "strict" -> Limits.DEFAULT;
        case "unsafe" -> new Limits(8190, 8190, 100, true, true, false);
        case "tight" -> new Limits(100, 60, 5, false, false, true);
        case "loose" -> new Limits(100, 60, 0, true, true, false);
        default -> throw new IllegalStateException(server);
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  public static List<Case> read() throws IOException {
    String text;
    try (InputStream in = RequestTable.class.getResourceAsStream("/http/requests.txt")) {
      text = new String(Objects.requireNonNull(in).readAllBytes(), ISO_8859_1);
    }
    List<Case> cases = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] columns = line.split(" \\| ", 4);
        List<String> answers = columns[2].equals("none") ? List.of() : List.of(columns[2].split(", ", -1));
        cases.add(new Case(columns[0], columns[1], answers, content(columns[3])));
      }
    }
    return cases;
  }

  private static String content(String escaped) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char what = escaped.charAt(++i);
      if (what == 'x') {
        out.append((char) Integer.parseInt(escaped, i + 1, i + 3, 16));
        i += 2;
      } else if (what == '{') {
        int end = escaped.indexOf('}', i);
        int star = escaped.lastIndexOf('*', end);
        String unit = content(escaped.substring(i + 1, star));
        out.repeat(unit, Integer.parseInt(escaped, star + 1, end, 10));
        i = end;
      } else {
        int at = "rnt0vf\\".indexOf(what);
        if (at < 0) {
          throw new IllegalStateException("unknown escape \\" + what + " in " + escaped);
        }
        out.append("\r\n\t\0\u000b\f\\".charAt(at));
      }
    }
    return out.toString();
  }

  /// Bytes changed, cut, put in, or taken over from another request.
  public static String mutated(byte[] original, List<Case> cases, Random random) {
    byte[] bytes = original.clone();
    String odd = "\0\r\n\t :;,/%#?@[]\u000b\u007f\u00ff09aAHg-+.";
    for (int n = 1 + random.nextInt(3); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) odd.charAt(random.nextInt(odd.length()));
        case 1 -> bytes = splice(bytes, at, 1, new byte[0]);
        case 2 -> bytes = splice(bytes, at, 0, new byte[] {(byte) odd.charAt(random.nextInt(odd.length()))});
        default -> {
          byte[] other = cases.get(random.nextInt(cases.size())).bytes();
          int from = random.nextInt(other.length + 1);
          int end = Math.min(other.length, from + random.nextInt(60));
          bytes = splice(bytes, at, 0, Arrays.copyOfRange(other, from, end));
        }
      }
    }
    return new String(bytes, ISO_8859_1);
  }

  private static byte[] splice(byte[] bytes, int at, int cut, byte[] in) {
    ByteBuffer out = ByteBuffer.allocate(bytes.length - cut + in.length);
    out.put(bytes, 0, at).put(in).put(bytes, at + cut, bytes.length - at - cut);
    return out.array();
  }
}
