package dev.mpmlint.advise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What `server-status?auto` says of a running httpd.
///
/// @param mpm as the page has it: `event`
/// @param busy workers that are busy, the one that made the page and, under MPMs that hold one for it, those in
///     keep-alive included
/// @param idle workers that wait for a request
/// @param uptime in seconds
/// @param accesses requests since the start; 0 without ExtendedStatus
/// @param durationMillis what they took together; 0 where the page does not tell (before 2.4.35)
/// @param keepAlive connections that are idle in keep-alive
public record StatusPage(
    String mpm, int busy, int idle, long uptime, long accesses, long durationMillis, int keepAlive) {
  /// A scoreboard has a character for each possible worker.
  private static final int MOST_BYTES = 4 << 20;
  private static final int PATIENCE_MILLIS = 10_000;

  /// @param place an http or https URL, or a file's name; `?auto` is added where it is missing
  /// @param folder what file names are relative to
  public static StatusPage read(String place, Path folder) throws UnusableInputException {
    boolean url = place.startsWith("http://") || place.startsWith("https://");
    try {
      return parse(place, url ? fetch(place) : file(place, folder));
    } catch (IOException e) {
      String why = e instanceof SocketTimeoutException ? "it does not answer within 10 seconds" : reason(e);
      throw new UnusableInputException("cannot read the status page " + place + ": " + why);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException _ -> "the file does not exist; a URL begins with http://";
      case java.nio.file.AccessDeniedException _ -> "no permission";
      case java.net.UnknownHostException _ -> "there is no such host";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static String file(String name, Path folder) throws IOException, UnusableInputException {
    Path file;
    try {
      file = folder.resolve(name);
    } catch (java.nio.file.InvalidPathException e) {
      throw new IOException(e.getReason(), e);
    }
    if (Files.isDirectory(file)) {
      throw new UnusableInputException("cannot read the status page " + name + ": it is a folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return bounded(name, in);
    }
  }

  private static String bounded(String name, InputStream in) throws IOException, UnusableInputException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
      all.write(buffer, 0, got);
      if (all.size() > MOST_BYTES) {
        throw new UnusableInputException(name + " is longer than any status page");
      }
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  private static String fetch(String url) throws IOException, UnusableInputException {
    String asked = url.contains("?") ? url : url + "?auto";
    URLConnection connection;
    try {
      connection = new URI(asked).toURL().openConnection();
    } catch (URISyntaxException | MalformedURLException | IllegalArgumentException _) {
      throw new UnusableInputException(url + " is no URL; write http://localhost/server-status?auto");
    }
    if (!(connection instanceof HttpURLConnection http)) {
      throw new UnusableInputException(url + " is no URL; write http://localhost/server-status?auto");
    }
    http.setConnectTimeout(PATIENCE_MILLIS);
    http.setReadTimeout(PATIENCE_MILLIS);
    http.setInstanceFollowRedirects(false);
    http.setUseCaches(false);
    try {
      int code = http.getResponseCode();
      if (code != HttpURLConnection.HTTP_OK) {
        throw new UnusableInputException(url + " answers " + code + way(code, http));
      }
      try (InputStream in = http.getInputStream()) {
        return bounded(url, in);
      }
    } finally {
      http.disconnect();
    }
  }

  private static String way(int code, HttpURLConnection http) {
    return switch (code) {
      case 401, 403 -> "; server-status is usually open to the machine itself only, so ask there";
      case 404 -> "; load status_module, and give /server-status SetHandler server-status";
      case 301, 302, 307, 308 -> " and leads to " + http.getHeaderField("Location") + "; ask there";
      default -> "; a status page is answered with 200";
    };
  }

  /// @throws UnusableInputException when it is no such page, or not all of it
  static StatusPage parse(String name, String text) throws UnusableInputException {
    if (text.isBlank()) {
      throw new UnusableInputException(name + " is empty; it should be a page of server-status?auto");
    }
    String start = text.stripLeading();
    if (start.startsWith("<")) {
      throw new UnusableInputException(name + " is the page for people, or another one; ask for server-status?auto");
    }
    Map<String, String> fields = new HashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 2).strip());
      }
    }
    if (!fields.containsKey("ServerVersion") && !fields.containsKey("BusyWorkers") && !fields.containsKey("Total Accesses")) {
      throw new UnusableInputException(name + " is no page of server-status?auto");
    }
    String scoreboard = fields.get("Scoreboard");
    if (scoreboard == null || !text.endsWith("\n")) {
      throw new UnusableInputException(name + " is cut short: its Scoreboard is not there to the end; fetch it anew");
    }
    int kept = number(name, fields, "ConnsAsyncKeepAlive", 0);
    int held = (int) scoreboard.chars().filter(c -> c == 'K').count();
    return new StatusPage(
        fields.getOrDefault("ServerMPM", "an unnamed MPM"),
        number(name, fields, "BusyWorkers", -1), number(name, fields, "IdleWorkers", -1),
        whole(name, fields, fields.containsKey("Uptime") ? "Uptime" : "ServerUptimeSeconds", 0),
        whole(name, fields, "Total Accesses", 0), whole(name, fields, "Total Duration", 0),
        Math.max(kept, held));
  }

  private static int number(String name, Map<String, String> fields, String key, long otherwise)
      throws UnusableInputException {
    return (int) Math.min(Integer.MAX_VALUE, whole(name, fields, key, otherwise));
  }

  /// @param otherwise where the key is missing; -1 when it must not be
  private static long whole(String name, Map<String, String> fields, String key, long otherwise)
      throws UnusableInputException {
    String text = fields.get(key);
    if (text == null && otherwise >= 0) {
      return otherwise;
    }
    if (text == null) {
      throw new UnusableInputException(name + " is cut short: it has no " + key + "; fetch it anew");
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new UnusableInputException(name + " has " + key + ": " + text + ", which is no number");
  }
}
