package dev.mpmlint.report.simulation;

import dev.mpmlint.advise.simulate.Arrivals;
import dev.mpmlint.advise.simulate.Backend;
import dev.mpmlint.advise.simulate.Load;
import dev.mpmlint.advise.simulate.Scenario;
import dev.mpmlint.advise.simulate.Server;
import dev.mpmlint.report.html.Unit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What went into a simulation, in words. Stateless.
final class Facts {
  private static final double NANOS = Arrivals.SECOND;

  private Facts() {}

  /// By what they are about, in order.
  static Map<String, String> of(Results results) {
    Scenario s = results.first().scenario();
    Load load = s.load();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("server", results.subject());
    facts.put("arrivals", load.arrivals().describe() + ", " + Unit.NUMBER.show(round(results.rate())) + " requests a second");
    facts.put("connections", connections(load, s.server().keepAlive()));
    facts.put("service", load.service().describe() + ", " + time(load.service().mean() / NANOS) + " on average");
    if (load.slowReaders().share() > 0) {
      facts.put("slow readers", slow(load.slowReaders()) + " longer to read an answer");
    }
    if (load.slowSenders().share() > 0) {
      facts.put("slow senders", slow(load.slowSenders()) + " in the middle of a request");
    }
    if (s.backend().workers() > 0) {
      facts.put("backend", backend(s.backend()));
    }
    if (s.machines() > 1) {
      facts.put(
          "machines",
          s.machines() + ", balanced by " + s.balancer().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    facts.put(
        "time",
        time(s.duration() / NANOS) + ", of which the first " + time(s.warmUp() / NANOS) + " do not count; seed " + s.seed());
    return facts;
  }

  private static String connections(Load load, Server.KeepAlive keepAlive) {
    if (!load.keeps()) {
      return "one for each request";
    }
    String requests = load.requests() == 1 ? "1 request" : load.requests() + " requests, " + time(load.think() / NANOS) + " apart on average,";
    return requests + " on each; "
        + (keepAlive.on() ? "then left open (KeepAliveTimeout " + time(keepAlive.timeout() / NANOS) + ")" : "KeepAlive is off");
  }

  private static String slow(Load.Slow slow) {
    return Unit.PERCENT.show(slow.share() * 100) + " of the clients take " + time(slow.time() / NANOS);
  }

  private static String backend(Backend b) {
    return b.workers() + " workers for " + Unit.PERCENT.show(round(b.share() * 100)) + " of the requests, backlog " + b.backlog();
  }

  /// As a person says it; `0` for nothing at all.
  static String time(double seconds) {
    return seconds == 0 ? "0" : seconds < 0.0001 ? "<0.1 ms" : Unit.SECONDS.show(seconds);
  }

  static String percent(double share) {
    double percent = share * 100;
    if (percent > 0 && percent < 0.01) {
      return "<0.01 %";
    }
    return Unit.PERCENT.show(percent < 10 ? Math.round(percent * 100) / 100.0 : Math.round(percent * 10) / 10.0);
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
