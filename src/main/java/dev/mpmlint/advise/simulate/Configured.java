package dev.mpmlint.advise.simulate;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.mpm.Figures;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.PoolNumbers;
import dev.mpmlint.mpm.Refusal;
import dev.mpmlint.mpm.Seconds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The directives that a simulated server depends on, as they are written; from here to its numbers httpd's arithmetic
/// leads, so that what is asked for and what runs can differ here as there. Immutable.
///
/// @param written the argument of each directive that something sets
public record Configured(Mpm mpm, HttpdVersion version, Map<MpmDirective, String> written, Server.KeepAlive keepAlive) {
  /// The names that [#with] takes besides those of [MpmDirective].
  public static final List<String> OF_KEEP_ALIVE = List.of("KeepAlive", "KeepAliveTimeout", "MaxKeepAliveRequests");

  private static final int USUAL_THREADS = 25;

  public Configured {
    written = Map.copyOf(written);
  }

  /// What httpd does when nothing is written.
  public static Configured defaults(Mpm mpm, HttpdVersion version) {
    return new Configured(mpm, version, Map.of(), Server.KeepAlive.DEFAULT);
  }

  /// Those of a configuration; of keep-alive what its main server has.
  public static Configured of(Configuration configuration, MpmPlan plan) {
    Map<MpmDirective, String> written = new EnumMap<>(MpmDirective.class);
    plan.settings().forEach((directive, setting) -> {
      String text = setting.written();
      if (text != null) {
        written.put(directive, text);
      }
    });
    Configured configured = new Configured(plan.mpm(), configuration.options().version(), written, Server.KeepAlive.DEFAULT);
    for (String name : OF_KEEP_ALIVE) {
      Optional<String> argument = ofMainServer(configuration, name);
      if (argument.isPresent()) {
        configured = configured.with(name, argument.get()).orElse(configured);
      }
    }
    return configured;
  }

  private static Optional<String> ofMainServer(Configuration configuration, String name) {
    for (Occurrence o : configuration.active(name).reversed()) {
      if (o.place().scope() == null && o.words().size() == 1) {
        return Optional.of(o.words().getFirst().value());
      }
    }
    return Optional.empty();
  }

  /// The same with one directive set otherwise; empty when there is no such directive here.
  public Optional<Configured> with(String name, String argument) {
    Optional<MpmDirective> directive = MpmDirective.find(name);
    if (directive.isPresent()) {
      Map<MpmDirective, String> more = new EnumMap<>(MpmDirective.class);
      more.putAll(written);
      more.put(directive.get(), argument);
      return Optional.of(new Configured(mpm, version, more, keepAlive));
    }
    Server.KeepAlive changed =
        switch (name.toLowerCase(java.util.Locale.ROOT)) {
          case "keepalive" ->
              new Server.KeepAlive(!argument.equalsIgnoreCase("off"), keepAlive.timeout(), keepAlive.requests());
          case "keepalivetimeout" ->
              new Server.KeepAlive(
                  keepAlive.on(), (long) (Seconds.of(argument) * Arrivals.SECOND), keepAlive.requests());
          case "maxkeepaliverequests" ->
              new Server.KeepAlive(keepAlive.on(), keepAlive.timeout(), CNumbers.atoi(argument));
          default -> keepAlive;
        };
    boolean known = OF_KEEP_ALIVE.stream().anyMatch(name::equalsIgnoreCase);
    return known ? Optional.of(new Configured(mpm, version, written, changed)) : Optional.empty();
  }

  /// The same load's server under another MPM: as many workers, other numbers as far as both have them, else defaults.
  public Configured as(Mpm other) {
    if (other == mpm) {
      return this;
    }
    boolean bothThreaded = mpm != Mpm.PREFORK && other != Mpm.PREFORK;
    Map<MpmDirective, String> carried = new EnumMap<>(MpmDirective.class);
    carried.putAll(written);
    if (!bothThreaded) {
      int workers = figures().simultaneousRequests();
      carried.remove(MpmDirective.START_SERVERS);
      if (other == Mpm.PREFORK) {
        carried.put(MpmDirective.SERVER_LIMIT, Integer.toString(workers));
        carried.put(MpmDirective.MAX_REQUEST_WORKERS, Integer.toString(workers));
      } else {
        int processes = (workers + USUAL_THREADS - 1) / USUAL_THREADS;
        carried.put(MpmDirective.SERVER_LIMIT, Integer.toString(processes));
        carried.put(MpmDirective.THREADS_PER_CHILD, Integer.toString(USUAL_THREADS));
        carried.put(MpmDirective.MAX_REQUEST_WORKERS, Integer.toString(processes * USUAL_THREADS));
      }
    }
    return new Configured(other, version, carried, keepAlive);
  }

  /// The numbers that httpd makes of it.
  public Figures figures() {
    return Figures.of(mpm, version, written);
  }

  /// Whether this MPM's pool can be simulated.
  public static boolean knows(Mpm mpm) {
    return mpm == Mpm.PREFORK || mpm == Mpm.WORKER || mpm == Mpm.EVENT || mpm == Mpm.WINNT;
  }

  /// Why httpd would not start with it; empty when it would.
  public List<String> refusals() {
    List<String> texts = new ArrayList<>();
    for (Refusal refusal : figures().refusals()) {
      texts.add(refusal.directive() + " " + written.get(refusal.directive()) + ": " + refusal.text());
    }
    return texts;
  }

  /// @param startTime of a child, in nanoseconds
  /// @throws IllegalArgumentException for an MPM that is not known
  public Server server(long startTime, Server.Memory memory) {
    Figures figures = figures();
    return new Server(
        PoolNumbers.of(figures),
        value(figures, MpmDirective.ASYNC_REQUEST_WORKER_FACTOR),
        value(figures, MpmDirective.MAX_CONNECTIONS_PER_CHILD),
        value(figures, MpmDirective.LISTEN_BACKLOG),
        keepAlive,
        startTime,
        memory);
  }

  private static int value(Figures figures, MpmDirective directive) {
    return figures.numbers().containsKey(directive) ? figures.effective(directive) : 0;
  }
}
