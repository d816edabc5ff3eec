package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.BadBodyException;
import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Response;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `cgi-script`: a process for each request, as mod_cgi starts it. A script whose name begins with `nph-` writes the whole
/// answer itself; its status line and fields are taken over, but the server still frames what follows. Used by all
/// worker threads at once.
final class CgiHandler implements ContentHandler {
  private final HostFacts.OfHosts hosts;
  private final Surroundings surroundings;
  private final Log log;
  private final boolean daemon;
  private final @Nullable Launcher launcher;

  /// Makes another command line than the script itself.
  @FunctionalInterface
  interface Launcher {
    /// @param variables of the script; more may be put in
    /// @return null when the script must not be run: the exchange's answer says why
    @Nullable List<String> command(Exchange exchange, Map<String, String> variables) throws IOException;
  }

  /// @param daemon whether mod_cgid stands in the configuration: its messages have other numbers. What its daemon writes
  ///     unmarked into the error log, the script's standard error, is logged here as mod_cgi does
  /// @param launcher null for mod_cgi and mod_cgid themselves
  CgiHandler(
      HostFacts.OfHosts hosts, Surroundings surroundings, Log log, boolean daemon, @Nullable Launcher launcher) {
    this.hosts = hosts;
    this.surroundings = surroundings;
    this.log = log;
    this.daemon = daemon;
    this.launcher = launcher;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    File script = new File(exchange.file);
    if (launcher == null && !surroundings.executable(exchange)) {
      refuse(exchange, 403, daemon ? "AH01262" : "AH02809", "Options ExecCGI is off in this directory");
    } else if (script.isDirectory()) {
      refuse(exchange, 403, daemon ? "AH01265" : "AH02812", "attempt to invoke directory as script");
    } else if (!script.exists()) {
      refuse(exchange, 404, daemon ? "AH01264" : "AH02811", "script not found or unable to stat");
    } else {
      run(exchange, script);
    }
  }

  private void refuse(Exchange exchange, int status, String number, String why) {
    error(exchange, number + ": stderr from " + exchange.file + ": " + why);
    exchange.response().status(status);
  }

  private void run(Exchange exchange, File script) throws IOException {
    HostFacts facts = hosts.of(exchange);
    Map<String, String> variables = new ScriptVariables(facts, surroundings).of(exchange, exchange.file);
    List<String> command = new ArrayList<>();
    if (launcher == null) {
      command.add(exchange.file);
    } else {
      List<String> other = launcher.command(exchange, variables);
      if (other == null) {
        return;
      }
      command.addAll(other);
    }
    command.addAll(CgiArguments.of(exchange.query == null ? "" : exchange.query));
    Process process = start(exchange, script, command, variables);
    if (process == null) {
      exchange.response().status(500);
      return;
    }
    long timeout = facts.scriptTimeout() > 0 ? facts.scriptTimeout() : exchange.host().timeout();
    CgiProcess output = new CgiProcess(process, exchange.body(), timeout, new ToLog(exchange));
    boolean open = false;
    try {
      open = answer(exchange, script.getName(), output);
    } finally {
      if (!open) {
        output.close();
      }
    }
  }

  private @Nullable Process start(
      Exchange exchange, File script, List<String> command, Map<String, String> variables) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(script.getAbsoluteFile().getParentFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    try {
      variables.forEach((name, value) -> environment.put(environmentName(name), Octets.forProcess(value)));
      return builder.start();
    } catch (IOException e) {
      // httpd's child reports it on its standard error, since it has forked already.
      String failed = "exec of '" + command.getFirst() + "' failed";
      if (daemon) {
        log.log(Level.ERROR, module(), Errors.of(e) + "AH01241: " + failed);
      } else {
        error(exchange, "AH01215: stderr from " + exchange.file + ": " + Errors.of(e) + failed);
      }
      error(exchange, "End of script output before headers: " + script.getName());
    } catch (IllegalArgumentException e) {
      error(exchange, "AH01223: couldn't spawn child process: " + exchange.file + ": " + e.getMessage());
    }
    return null;
  }

  /// As httpd's ap_create_environment: what a shell could not name becomes `_`.
  private static String environmentName(String name) {
    StringBuilder clean = new StringBuilder(name);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digit && i > 0)) {
        clean.setCharAt(i, '_');
      }
    }
    return clean.toString();
  }

  /// @return whether the rest of the answer is still to come
  private boolean answer(Exchange exchange, String name, CgiProcess output) throws IOException {
    ScriptHead head = new ScriptHead();
    ScriptOutput source = name.startsWith("nph-") ? new StatusLineFirst(output) : output;
    try {
      switch (head.read(source)) {
        case COMPLETE -> {
          return complete(exchange, name, head, output);
        }
        case MALFORMED -> fail(exchange, "malformed header from script '" + name + "': Bad header: " + head.fault());
        case CUT_OFF ->
            fail(exchange, (head.empty() ? "End of script output before headers: " : "Premature end of script headers: ") + name);
        case TOO_LONG -> fail(exchange, "End of script output before headers: " + name);
        case BAD_NAME -> {
          log.log(Level.ERROR, "http", ScriptFaults.badName(head.fault()), exchange);
          exchange.response().status(500);
        }
      }
    } catch (GatewayException e) {
      error(exchange, "Script timed out before returning headers: " + name);
      exchange.response().status(e.status());
    } catch (BadBodyException e) {
      error(exchange, (daemon ? "AH01270" : "AH01225") + ": Error reading request entity data");
      exchange.response().status(e.status());
    }
    return false;
  }

  private boolean complete(Exchange exchange, String name, ScriptHead head, CgiProcess output) throws IOException {
    String invalid = head.invalidStatus();
    if (invalid != null) {
      error(exchange, "Invalid status line from script '" + name + "': " + invalid);
    }
    ScriptBody content = new ScriptBody(head.rest(), output, failure -> {});
    String location = head.location();
    Response response = exchange.response();
    if (location != null && head.status() == 200) {
      content.drain();
      if (!location.startsWith("/") || !Redirects.follow(exchange, surroundings, location, null)) {
        Redirects.found(response, location);
      }
      return false;
    }
    head.fill(response);
    if (exchange.head().method().equals("HEAD") || response.status() == 204 || response.status() == 304) {
      content.drain();
      response.body(new Body.Stream(-1, to -> {}));
      return false;
    }
    response.body(new Body.Stream(-1, content));
    return true;
  }

  private void fail(Exchange exchange, String text) {
    error(exchange, text);
    exchange.response().status(500);
  }

  private void error(Exchange exchange, String text) {
    log.log(Level.ERROR, module(), text, exchange);
  }

  private String module() {
    return daemon ? "cgid" : "cgi";
  }

  /// What goes to the error log while the script runs.
  private final class ToLog implements CgiProcess.Report {
    private final Exchange exchange;
    private final String file;

    ToLog(Exchange exchange) {
      this.exchange = exchange;
      this.file = exchange.file;
    }

    @Override
    public void stderr(String line) {
      error(exchange, "AH01215: stderr from " + file + ": " + line);
    }

    @Override
    public void brokenPipe() {
      error(exchange, "(32)Broken pipe: AH02651: Error writing request body to script " + file);
    }

    @Override
    public void timedOut() {
      if (!daemon) {
        log.log(Level.WARN, module(), "AH01220: Timeout waiting for output from CGI script " + file, exchange);
      }
    }
  }

  /// Turns `HTTP/1.0 299 Mine` at the beginning into `Status: 299 Mine`.
  private static final class StatusLineFirst implements ScriptOutput {
    private static final int LONGEST = "HTTP/1.1".length();

    private final ScriptOutput output;
    private boolean turned;

    StatusLineFirst(ScriptOutput output) {
      this.output = output;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (turned) {
        return output.read(into);
      }
      turned = true;
      byte[] start = new byte[LONGEST];
      ByteBuffer buffer = ByteBuffer.wrap(start);
      while (buffer.hasRemaining() && output.read(buffer) >= 0) {
        // A pipe can give it in pieces.
      }
      String text = new String(start, 0, buffer.position(), StandardCharsets.ISO_8859_1);
      String given = text.toUpperCase(Locale.ROOT).startsWith("HTTP/") ? "Status:" : text;
      into.put(given.getBytes(StandardCharsets.ISO_8859_1));
      return given.isEmpty() ? -1 : given.length();
    }

    @Override
    public boolean idle() {
      return output.idle();
    }

    @Override
    public void close() {
      output.close();
    }
  }
}
