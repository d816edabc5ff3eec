package dev.mpmlint.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What mod_status of a running server tells.
///
/// @param values the lines `Key: value` of `/server-status?auto`
public record ServerStatus(Map<String, String> values) {
  /// Asks the server at this port of 127.0.0.1.
  public static ServerStatus at(int port) throws IOException {
    var connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/server-status?auto").toURL().openConnection();
    connection.setRequestProperty("Connection", "close");
    connection.setConnectTimeout(60_000);
    connection.setReadTimeout(60_000);
    Map<String, String> values = new LinkedHashMap<>();
    try (InputStream in = connection.getInputStream()) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("\n", -1)) {
        int colon = line.indexOf(": ");
        if (colon > 0) {
          values.put(line.substring(0, colon), line.substring(colon + 2));
        }
      }
    }
    return new ServerStatus(values);
  }

  /// The MPM's name.
  public String mpm() {
    return values.getOrDefault("ServerMPM", "");
  }

  /// A letter for each request that can be served at the same time.
  public String scoreboard() {
    return values.getOrDefault("Scoreboard", "");
  }
}
