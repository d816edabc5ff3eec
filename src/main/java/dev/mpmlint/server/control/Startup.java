package dev.mpmlint.server.control;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.ServerSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/// From the configuration's files to all that the control process needs, at the start and at each restart. Owned by the
/// control process's main thread.
public final class Startup {
  private final Loader loader;
  private final Program program;
  private final String commandLine;
  private final PrintStream err;
  private final boolean probes;

  /// A configuration that can be served.
  ///
  /// @param description the server's full name, as the log shows it
  /// @param built when mpmlint was built
  /// @param notSimulated what the configuration asks for and this server does not do, a line for each module
  record Ready(
      ServerSettings settings,
      Account account,
      Path pidFile,
      boolean extendedStatus,
      String description,
      String built,
      List<String> notSimulated) {}

  /// @param commandLine as the log shows it
  /// @param probes whether children answer the probes of `mpmlint verify`
  public Startup(Loader loader, String commandLine, PrintStream err, boolean probes) {
    this.loader = loader;
    this.program = Program.own();
    this.commandLine = commandLine;
    this.err = err;
    this.probes = probes;
  }

  Program program() {
    return program;
  }

  String commandLine() {
    return commandLine;
  }

  /// Reads the configuration and listens.
  Ready first(Listeners listeners) throws RefusedException {
    Loaded loaded = loader.load();
    for (Correction c : loaded.plan().announced()) {
      err.println(c.line());
    }
    Ready ready = ready(loaded);
    listen(ready, listeners);
    for (String line : ready.notSimulated()) {
      err.println(line);
    }
    return ready;
  }

  /// Reads it again. What cannot change in a running server stays as it is, and the log says so.
  Ready again(Ready old, Listeners listeners, Log log) throws RefusedException {
    Loaded loaded = loader.load();
    Ready ready = ready(loaded);
    Pool was = old.settings().pool();
    if (ready.settings().pool().kind() != was.kind()) {
      throw new RefusedException(
          "AH00534: " + loaded.program() + ": Configuration error: The MPM cannot be changed during restart.");
    }
    listen(ready, listeners);
    return ready;
  }

  private Ready ready(Loaded loaded) throws RefusedException {
    Configuration configuration = loaded.configuration();
    MpmPlan plan = loaded.plan();
    ServerSettings settings = Flattening.of(configuration, plan, probes);
    List<Item> items = settings.items();
    Account account = Account.of(items, loaded.program());
    Path pidFile = Path.of(settings.serverRoot()).resolve(Numbers.lastText(items, "pidfile", "logs/httpd.pid"));
    boolean extended =
        Numbers.lastText(items, "extendedstatus", settings.has("status_module") ? "on" : "off").equalsIgnoreCase("on");
    return new Ready(settings, account, pidFile, extended, "", "", List.of());
  }

  private static void listen(Ready ready, Listeners listeners) throws RefusedException {
    List<Item> items = ready.settings().items();
    List<ListenAt> asked = ListenAt.all(items);
    List<String> complaints = listeners.become(asked, items, ready.settings().pool().listenBacklog());
    if (!complaints.isEmpty() || asked.isEmpty()) {
      List<String> lines = new java.util.ArrayList<>(complaints);
      lines.add("no listening sockets available, shutting down");
      lines.add("AH00015: Unable to open logs");
      throw new RefusedException(lines);
    }
  }
}
