package dev.mpmlint.server.control;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Problem;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.Message;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Restarted;
import dev.mpmlint.mpm.RunTimeWords;
import dev.mpmlint.server.log.ErrorLog;
import dev.mpmlint.server.log.InheritedFiles;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.LogConfigurationException;
import dev.mpmlint.server.log.StartupLog;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.Product;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.tls.TlsMaterial;
import dev.mpmlint.server.tls.TlsRefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// From the configuration's files to all that the control process needs, at the start and at each restart. Owned by the
/// control process's main thread.
public final class Startup {
  private final Loader loader;
  private final Program program;
  private final Face face;
  private final PrintStream err;
  private final boolean probes;

  /// How the server presents itself in its log.
  ///
  /// @param version mpmlint's
  /// @param built when mpmlint was built
  /// @param commandLine as it was started
  public record Face(String version, String built, String commandLine) {}

  /// A configuration that can be served.
  ///
  /// @param program as httpd's messages name it
  /// @param tls null when no host speaks it
  /// @param description the server's full name, as the log shows it
  /// @param bare what the log shows without time and level before anything else
  /// @param skipped of modules that are loaded twice
  /// @param corrections in their run-time form
  /// @param notSimulated what the configuration asks for and this server does not do, a line for each module
  record Ready(
      ServerSettings settings,
      Account account,
      String program,
      Path pidFile,
      @Nullable TlsMaterial tls,
      boolean extendedStatus,
      String description,
      List<String> bare,
      List<Message> skipped,
      List<Message> corrections,
      List<String> notSimulated) {}

  /// @param err where httpd's start-up messages go
  /// @param probes whether children answer the probes of `mpmlint verify`
  public Startup(Loader loader, Face face, PrintStream err, boolean probes) {
    this.loader = loader;
    this.program = Program.own(Product.options(face.version(), face.built()));
    this.face = face;
    this.err = err;
    this.probes = probes;
  }

  Program program() {
    return program;
  }

  Face face() {
    return face;
  }

  PrintStream err() {
    return err;
  }

  /// Where a configuration has the control process's id written.
  public static Path pidFile(Configuration configuration) {
    String file = configuration.options().layout().pidFile();
    List<String> words =
        configuration.last("pidfile").map(o -> o.words().stream().map(w -> w.value()).toList()).orElse(List.of());
    return Path.of(Flattening.serverRoot(configuration)).resolve(words.isEmpty() ? file : words.getFirst());
  }

  /// Reads the configuration and listens.
  Ready first(Listeners listeners) throws RefusedException {
    Loaded loaded = loader.load();
    MpmPlan plan = loaded.plan();
    List<Message> corrections =
        plan.announced().stream().flatMap(c -> RunTimeWords.of(plan.mpm(), c).stream()).toList();
    Ready ready = ready(loaded, plan, corrections);
    for (Message m : ready.skipped()) {
      err.println(StartupLog.line(Level.valueOf(m.level().name()), m.module(), m.line()));
    }
    ready.bare().forEach(err::println);
    for (Correction c : plan.announced()) {
      err.println(c.line());
    }
    try {
      check(ready);
    } catch (RefusedException e) {
      logged(e, ready.settings());
      throw e;
    }
    listen(ready, listeners);
    return ready;
  }

  private void check(Ready ready) throws RefusedException {
    Preflight.logFolders(ready.settings());
    Preflight.itk(ready.settings());
    Capabilities.check(ready.settings(), root());
    Preflight.account(ready.account(), root());
    // mpm-itk's children start as root.
    if (ready.settings().pool().kind() != Pool.Kind.ITK) {
      Preflight.reach(ready.account(), program);
    }
  }

  /// Writes what is for the log before there is a server to have one.
  private static void logged(RefusedException refused, ServerSettings settings) throws RefusedException {
    if (!refused.isForLog()) {
      return;
    }
    try {
      log(refused, ErrorLog.of(settings, InheritedFiles.none()));
    } catch (LogConfigurationException e) {
      throw new RefusedException(
          List.of("AH00526: Syntax error on line " + e.at().line() + " of " + e.at().file() + ":", String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new RefusedException(List.of(String.valueOf(e.getMessage()), "AH00015: Unable to open logs"));
    }
  }

  static void log(RefusedException refused, ErrorLog log) {
    refused.logged().forEach(l -> log.log(l.level(), l.module(), l.text()));
    refused.lines().forEach(log::bare);
  }

  /// Reads it again. What cannot change in a running server stays as it is, and the log says so.
  Ready again(Ready old, Listeners listeners) throws RefusedException {
    Loaded loaded = loader.load();
    Pool was = old.settings().pool();
    MpmPlan plan = loaded.plan();
    if (!Pools.kind(loaded.configuration(), plan).module().equals(was.kind().module())) {
      throw new RefusedException(
          "AH00534: " + loaded.program() + ": Configuration error: The MPM cannot be changed during restart.");
    }
    Map<MpmDirective, Integer> limits = new EnumMap<>(MpmDirective.class);
    limits.put(MpmDirective.SERVER_LIMIT, was.serverLimit());
    limits.put(MpmDirective.THREAD_LIMIT, was.threadLimit());
    Restarted restarted = Restarted.of(plan, loaded.configuration().options().version(), limits, 0);
    Ready ready = ready(loaded, restarted.plan(), restarted.messages());
    check(ready);
    listen(ready, listeners);
    return ready;
  }

  private Ready ready(Loaded loaded, MpmPlan plan, List<Message> corrections) throws RefusedException {
    Configuration configuration = loaded.configuration();
    ServerSettings settings = Flattening.of(configuration, plan, probes);
    List<Item> items = settings.items();
    Account account = Account.of(items, loaded.program());
    ListenAt.all(items);
    Pool.Kind pool = settings.pool().kind();
    boolean extended =
        Numbers.lastText(items, "extendedstatus", settings.has("status_module") ? "on" : "off").equalsIgnoreCase("on");
    try {
      Tls.Found tls = Tls.of(settings, probes);
      return new Ready(
          settings,
          !root() ? Account.SAME : pool == Pool.Kind.WINNT && account.uid() < 0 ? Account.NOBODY : account,
          loaded.program(),
          pidFile(configuration),
          tls.material(),
          extended,
          Product.full(configuration.options().version().toString(), face.version()),
          Preflight.serverName(settings, loaded.program()),
          skipped(configuration),
          corrections,
          NotSimulated.of(settings, tls.notSimulated()));
    } catch (TlsRefusedException e) {
      List<String> lines = new ArrayList<>();
      e.lines().forEach(line -> lines.add(line.text()));
      throw new RefusedException(lines.isEmpty() ? List.of(String.valueOf(e.getMessage())) : lines);
    }
  }

  /// What mod_so says while it reads.
  private static List<Message> skipped(Configuration configuration) {
    return configuration.problems().stream()
        .filter(p -> p.kind() == Problem.Kind.MODULE_ALREADY_LOADED)
        .map(p -> new Message(Message.Level.WARN, "so", new AhNumber(1574), String.valueOf(p.httpd())))
        .toList();
  }

  /// Only root's children become somebody else.
  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void listen(Ready ready, Listeners listeners) throws RefusedException {
    List<Item> items = ready.settings().items();
    List<ListenAt> asked = ListenAt.all(items);
    List<String> lines =
        new ArrayList<>(listeners.become(asked, items, ready.settings().pool().listenBacklog()));
    if (!lines.isEmpty() || asked.isEmpty()) {
      lines.add("no listening sockets available, shutting down");
      lines.add("AH00015: Unable to open logs");
      throw new RefusedException(lines);
    }
  }
}
