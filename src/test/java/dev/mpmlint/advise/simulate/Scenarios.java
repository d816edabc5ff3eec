package dev.mpmlint.advise.simulate;

import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.Figures;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.PoolNumbers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Scenarios for tests, without anything that is not said.
final class Scenarios {
  private Scenarios() {}

  /// @param directives `MaxRequestWorkers 4|KeepAliveTimeout 2`; of the MPM, or of keep-alive
  static Server server(Mpm mpm, String directives) {
    Map<MpmDirective, String> written = new EnumMap<>(MpmDirective.class);
    long timeout = 5;
    for (String line : directives.isEmpty() ? new String[0] : directives.split("\\|")) {
      String[] words = line.split(" ");
      if (words[0].equals("KeepAliveTimeout")) {
        timeout = Long.parseLong(words[1]);
      } else {
        written.put(MpmDirective.find(words[0]).orElseThrow(), words[1]);
      }
    }
    Figures figures = Figures.of(mpm, HttpdVersion.parse("2.4.62").orElseThrow(), written);
    return new Server(
        PoolNumbers.of(figures),
        mpm == Mpm.EVENT ? figures.effective(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR) : 0,
        figures.effective(MpmDirective.MAX_CONNECTIONS_PER_CHILD),
        figures.effective(MpmDirective.LISTEN_BACKLOG),
        new Server.KeepAlive(true, timeout * Arrivals.SECOND, 100),
        10_000_000,
        new Server.Memory(10 << 20, 1 << 18));
  }

  /// prefork with so many children at all times.
  static Server fixed(int workers) {
    return server(
        Mpm.PREFORK,
        "ServerLimit " + workers + "|MaxRequestWorkers " + workers + "|StartServers " + workers
            + "|MinSpareServers 1|MaxSpareServers " + workers);
  }

  static Load mm(double perSecond, double seconds) {
    return Load.simple(
        new Arrivals.Poisson(perSecond), new ServiceTime.Exponential(seconds * Arrivals.SECOND));
  }

  static Scenario scenario(Server server, Load load, long seconds, long warmUp, long seed) {
    return new Scenario(
        server.mpm().shortName(), server, load, Backend.NONE, 1, Scenario.Balancer.ROUND_ROBIN,
        seconds * Arrivals.SECOND, warmUp * Arrivals.SECOND, seed);
  }

  static Outcome run(Scenario scenario) {
    return Simulation.run(List.of(scenario)).getFirst();
  }
}
