package dev.mpmlint.support;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A real Chromium without a window, driven through chromedriver by the WebDriver protocol. It has a profile of its own and
/// finds no host by name. Owned by one thread.
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
  private static final List<String> OPTIONS =
      List.of(
          "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
          "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
          "--host-resolver-rules=MAP * ~NOTFOUND");

  private final Path folder;
  private final Process driver;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String session;

  public Browser() throws IOException {
    folder = Files.createTempDirectory("mpmlint-browser");
    ProcessBuilder builder = new ProcessBuilder("chromedriver", "--port=0").redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    builder.environment().put("XDG_CACHE_HOME", folder.toString());
    driver = builder.start();
    try {
      String root = "http://127.0.0.1:" + port();
      JsonObject answer = ask("POST", root + "/session", capabilities()).getAsJsonObject();
      session = root + "/session/" + answer.get("sessionId").getAsString();
    } catch (IOException | RuntimeException e) {
      close("");
      throw e;
    }
  }

  /// From its output, which is read to the end by a thread of its own so that it never waits for a reader.
  private String port() throws IOException {
    BufferedReader output = driver.inputReader(StandardCharsets.UTF_8);
    List<String> said = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.add(line);
      Matcher matcher = STARTED.matcher(line);
      if (matcher.find()) {
        Thread.ofVirtual().name("chromedriver output").start(() -> output.lines().forEach(_ -> {}));
        return matcher.group(1);
      }
    }
    throw new IOException("chromedriver does not start: " + said);
  }

  private JsonObject capabilities() {
    JsonArray arguments = new JsonArray();
    OPTIONS.forEach(arguments::add);
    arguments.add("--user-data-dir=" + folder.resolve("profile"));
    JsonObject chromium = new JsonObject();
    chromium.add("args", arguments);
    JsonObject logs = new JsonObject();
    logs.addProperty("browser", "ALL");
    logs.addProperty("performance", "ALL");
    JsonObject always = new JsonObject();
    always.add("goog:chromeOptions", chromium);
    always.add("goog:loggingPrefs", logs);
    JsonObject capabilities = new JsonObject();
    capabilities.add("alwaysMatch", always);
    JsonObject body = new JsonObject();
    body.add("capabilities", capabilities);
    return body;
  }

  /// Opens a page and waits until it is there. Forgets the logs of the page before.
  public void open(URI page) throws IOException {
    log("browser");
    log("performance");
    JsonObject body = new JsonObject();
    body.addProperty("url", page.toString());
    ask("POST", session + "/url", body);
  }

  /// What the JavaScript `return`s.
  public JsonElement script(String script) throws IOException {
    JsonObject body = new JsonObject();
    body.addProperty("script", script);
    body.add("args", new JsonArray());
    return ask("POST", session + "/execute/sync", body);
  }

  /// The screen's size in CSS pixels, as a phone or a desktop has it.
  public void screen(int width, int height) throws IOException {
    JsonObject metrics = new JsonObject();
    metrics.addProperty("width", width);
    metrics.addProperty("height", height);
    metrics.addProperty("deviceScaleFactor", 1);
    metrics.addProperty("mobile", false);
    command("Emulation.setDeviceMetricsOverride", metrics);
  }

  /// As the reader's system prefers it.
  ///
  /// @param scheme `light` or `dark`
  public void prefers(String scheme) throws IOException {
    JsonObject feature = new JsonObject();
    feature.addProperty("name", "prefers-color-scheme");
    feature.addProperty("value", scheme);
    JsonArray features = new JsonArray();
    features.add(feature);
    JsonObject media = new JsonObject();
    media.add("features", features);
    command("Emulation.setEmulatedMedia", media);
  }

  /// With or without JavaScript, from the next page on. Without it [#script] still works.
  public void scripts(boolean run) throws IOException {
    JsonObject setting = new JsonObject();
    setting.addProperty("value", !run);
    command("Emulation.setScriptExecutionDisabled", setting);
  }

  /// What the mouse over this place of the screen does.
  public void moveTo(int x, int y) throws IOException {
    JsonObject event = new JsonObject();
    event.addProperty("type", "mouseMoved");
    event.addProperty("x", x);
    event.addProperty("y", y);
    command("Input.dispatchMouseEvent", event);
  }

  /// Types into what has the focus.
  public void type(String text) throws IOException {
    JsonObject insert = new JsonObject();
    insert.addProperty("text", text);
    command("Input.insertText", insert);
  }

  private void command(String name, JsonObject parameters) throws IOException {
    JsonObject body = new JsonObject();
    body.addProperty("cmd", name);
    body.add("params", parameters);
    ask("POST", session + "/goog/cdp/execute", body);
  }

  /// What the console says: errors of scripts, what the page's policy forbids.
  public List<String> console() throws IOException {
    List<String> messages = new ArrayList<>();
    for (JsonElement entry : log("browser")) {
      messages.add(entry.getAsJsonObject().get("message").getAsString());
    }
    return messages;
  }

  /// The addresses that were asked for since [#open], the page's own first.
  public List<String> requests() throws IOException {
    List<String> addresses = new ArrayList<>();
    for (JsonElement entry : log("performance")) {
      String text = entry.getAsJsonObject().get("message").getAsString();
      JsonObject message = JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("message");
      JsonObject parameters = message.getAsJsonObject("params");
      // Chromium's own first page is made of many files in itself.
      if (message.get("method").getAsString().equals("Network.requestWillBeSent")
          && !parameters.get("documentURL").getAsString().startsWith("chrome:")) {
        addresses.add(parameters.getAsJsonObject("request").get("url").getAsString());
      }
    }
    return addresses;
  }

  private JsonArray log(String type) throws IOException {
    JsonObject body = new JsonObject();
    body.addProperty("type", type);
    return ask("POST", session + "/se/log", body).getAsJsonArray();
  }

  /// What the screen shows, as PNG.
  public byte[] screenshot() throws IOException {
    return Base64.getDecoder().decode(ask("GET", session + "/screenshot", null).getAsString());
  }

  private JsonElement ask(String method, String address, @org.jspecify.annotations.Nullable JsonObject body) throws IOException {
    HttpRequest.BodyPublisher content =
        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body.toString());
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).method(method, content).build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(method + " " + address + ": " + answer.body());
      }
      return JsonParser.parseString(answer.body()).getAsJsonObject().get("value");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    close(session);
  }

  private void close(String open) throws IOException {
    List<ProcessHandle> browsers = driver.descendants().toList();
    try (client) {
      if (!open.isEmpty()) {
        ask("DELETE", open, null);
      }
    } finally {
      driver.destroy();
      try {
        driver.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      browsers.forEach(ProcessHandle::destroyForcibly);
      browsers.forEach(each -> each.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
