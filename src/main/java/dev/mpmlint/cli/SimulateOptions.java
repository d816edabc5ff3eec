package dev.mpmlint.cli;

import dev.mpmlint.advise.LogFormat;
import dev.mpmlint.advise.Progress;
import dev.mpmlint.advise.UnusableInputException;
import dev.mpmlint.advise.simulate.Arrivals;
import dev.mpmlint.advise.simulate.Backend;
import dev.mpmlint.advise.simulate.Load;
import dev.mpmlint.advise.simulate.Recording;
import dev.mpmlint.advise.simulate.Scenario;
import dev.mpmlint.advise.simulate.Server;
import dev.mpmlint.advise.simulate.ServiceTime;
import dev.mpmlint.advise.simulate.Study;
import dev.mpmlint.lint.Linter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The options of `simulate` that tell of load, machines and time. Used once, by one thread.
final class SimulateOptions {
  static final String RPS = "--rps";
  static final String SERVICE_TIME = "--service-time";
  static final String SERVICE = "--service";
  static final String ARRIVALS = "--arrivals";
  static final String BURST = "--burst";
  static final String ACCESS_LOG = "--access-log";
  static final String LOG_FORMAT = "--log-format";
  static final String REQUESTS = "--requests-per-connection";
  static final String THINK = "--think-time";
  static final String SLOW_READERS = "--slow-readers";
  static final String SLOW_SENDERS = "--slow-senders";
  static final String BACKEND = "--backend-workers";
  static final String BACKEND_SHARE = "--backend-share";
  static final String BACKEND_BACKLOG = "--backend-backlog";
  static final String MACHINES = "--machines";
  static final String BALANCER = "--balancer";
  static final String DURATION = "--duration";
  static final String WARM_UP = "--warm-up";
  static final String SEED = "--seed";
  static final String PROCESS_SIZE = "--process-size";
  static final String THREAD_SIZE = "--thread-size";
  static final String START_TIME = "--start-time";

  /// httpd 2.4.71 of Debian with its usual modules, serving files: PSS of a prefork child, and what a thread of event adds.
  private static final long PROCESS = 750 << 10;
  private static final long THREAD = 60 << 10;
  private static final long START = 20_000_000;
  private static final long MINUTES_5 = 300 * Arrivals.SECOND;
  private static final long SECONDS_30 = 30 * Arrivals.SECOND;
  private static final long MOST_DURATION = 7 * 86_400 * Arrivals.SECOND;
  /// Some minutes of this machine's time.
  private static final double MOST_REQUESTS = 500_000_000;
  private static final double LOGNORMAL_SIGMA = 1;
  private static final int MOST_BACKEND = 1_000_000;
  private static final int FPM_BACKLOG = 511;

  private enum Law {
    EXPONENTIAL,
    LOGNORMAL,
    CONSTANT,
    LOGGED
  }

  private enum Coming {
    POISSON,
    BURSTY,
    REPLAY
  }

  private final ParseResult args;
  private final Surroundings here;
  private @Nullable Recording recording;

  SimulateOptions(ParseResult args, Surroundings here) {
    this.args = args;
    this.here = here;
  }

  static void add(CommandSpec to) {
    to.addOption(Options.text(RPS, "N", "requests a second, of all clients"));
    to.addOption(Options.text(SERVICE_TIME, "TIME", "mean time that a request takes: 80ms, 1.5s"));
    to.addOption(choice(SERVICE, "LAW", Law.class, Law.values(), "exponential (default), lognormal, constant, logged"));
    to.addOption(choice(ARRIVALS, "KIND", Coming.class, Coming.values(), "poisson (default), bursty, replay"));
    to.addOption(Options.text(BURST, "N:TIME:GAP", "bursts N times as dense (4:10s:50s)"));
    to.addOption(Options.text(ACCESS_LOG, "FILE", "clients and service times as logged"));
    to.addOption(Options.text(LOG_FORMAT, "FORMAT", "the log's, as LogFormat has it"));
    to.addOption(Options.text(REQUESTS, "N", "keep connections, for N requests"));
    to.addOption(Options.text(THINK, "TIME", "mean time between those (1s)"));
    to.addOption(Options.text(SLOW_READERS, "SHARE:TIME", "5%:10s: who takes long to read answers"));
    to.addOption(Options.text(SLOW_SENDERS, "SHARE:TIME", "1%:20s: who stalls in a request"));
    to.addOption(Options.text(BACKEND, "N", "pm.max_children of the php-fpm behind"));
    to.addOption(Options.text(BACKEND_SHARE, "SHARE", "of requests that go there (100%)"));
    to.addOption(Options.text(BACKEND_BACKLOG, "N", "its listen.backlog (511)"));
    to.addOption(Options.text(MACHINES, "N", "so many alike behind a balancer (1)"));
    to.addOption(
        choice(
            BALANCER, "KIND", Scenario.Balancer.class, Scenario.Balancer.values(),
            "round-robin (default), random, least-connections"));
    to.addOption(Options.text(DURATION, "TIME", "simulated time (5m, or the log's)"));
    to.addOption(Options.text(WARM_UP, "TIME", "the part that does not count (30s)"));
    to.addOption(Options.text(SEED, "N", "another seed, other random numbers (1)"));
    to.addOption(Options.text(PROCESS_SIZE, "BYTES", "a child's memory, PSS: 60M"));
    to.addOption(Options.text(THREAD_SIZE, "BYTES", "what each worker thread adds"));
    to.addOption(Options.text(START_TIME, "TIME", "from fork to service (20ms)"));
  }

  private static <E extends Enum<E>> picocli.CommandLine.Model.OptionSpec choice(
      String name, String label, Class<E> type, E[] all, String help) {
    return Options.choice(name, label, type, List.of(all), help);
  }

  /// All but the server.
  ///
  /// @param formats that the access log may have
  Study.Frame frame(List<LogFormat> formats) throws UserError, IOException {
    readLog(formats);
    Load load = load();
    long duration = duration(DURATION, recording == null ? MINUTES_5 : recording.span() + Arrivals.SECOND, "5m");
    duration = (duration + Arrivals.SECOND - 1) / Arrivals.SECOND * Arrivals.SECOND;
    long warmUp = duration(WARM_UP, Math.min(SECONDS_30, duration / 10 / Arrivals.SECOND * Arrivals.SECOND), "30s");
    if (duration == 0 || duration > MOST_DURATION) {
      throw wrong(DURATION, args.matchedOptionValue(DURATION, "of this log"), "must be from 1s to 7d; write " + DURATION + " 5m");
    }
    if (warmUp >= duration) {
      throw wrong(WARM_UP, args.matchedOptionValue(WARM_UP, "30s"), "leaves nothing of --duration; write a shorter one");
    }
    if (rate() * duration / Arrivals.SECOND > MOST_REQUESTS) {
      throw new UserError(
          "that makes more than 500 million requests; write a lower " + RPS + ", or a shorter " + DURATION + " TIME");
    }
    return new Study.Frame(
        load,
        backend(),
        (int) whole(MACHINES, 1, Scenario.MOST_MACHINES, 1),
        args.matchedOptionValue(BALANCER, Scenario.Balancer.ROUND_ROBIN),
        duration,
        warmUp,
        whole(SEED, Long.MIN_VALUE, Long.MAX_VALUE, 1),
        duration(START_TIME, START, "20ms"),
        new Server.Memory(bytes(PROCESS_SIZE, PROCESS), bytes(THREAD_SIZE, THREAD)));
  }

  boolean memoryIsGiven() {
    return args.hasMatchedOption(PROCESS_SIZE);
  }

  /// Requests a second; what is not given is as in the log.
  double rate() throws UserError {
    String text = args.matchedOptionValue(RPS, (String) null);
    if (text == null) {
      Recording log = recording;
      if (log == null) {
        throw new UserError("how many requests come? Write " + RPS + " N, such as " + RPS + " 200, or " + ACCESS_LOG + " FILE");
      }
      return log.rate();
    }
    return Quantity.number(text)
        .orElseThrow(() -> wrong(RPS, text, "is no number of requests a second above 0; write " + RPS + " 200"));
  }

  private void readLog(List<LogFormat> formats) throws UserError, IOException {
    String name = args.matchedOptionValue(ACCESS_LOG, (String) null);
    if (name == null) {
      return;
    }
    try {
      String format = args.matchedOptionValue(LOG_FORMAT, (String) null);
      List<LogFormat> candidates = new ArrayList<>(formats);
      candidates.addAll(LogFormat.known());
      recording =
          Recording.read(
              here.resolve(name), format == null ? candidates : List.of(LogFormat.of(LOG_FORMAT, format)), Progress.NONE);
    } catch (UnusableInputException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserError("cannot read " + ACCESS_LOG + " " + name + ": " + Linter.reason(e));
    }
  }

  private Load load() throws UserError {
    Recording log = recording;
    Coming coming = args.matchedOptionValue(ARRIVALS, log == null ? Coming.POISSON : Coming.REPLAY);
    if (coming == Coming.REPLAY && log == null) {
      throw new UserError(ARRIVALS + " replay needs a log: " + ACCESS_LOG + " FILE");
    }
    boolean keeps = args.hasMatchedOption(REQUESTS);
    int requests = (int) whole(REQUESTS, 1, 1_000_000, 1);
    if (coming == Coming.REPLAY && requests > 1) {
      throw new UserError("each line of a log that is replayed is a client of its own; leave " + REQUESTS + " out, or write " + ARRIVALS + " poisson");
    }
    double clients = rate() / requests;
    Arrivals arrivals =
        switch (coming) {
          case POISSON -> new Arrivals.Poisson(clients);
          case BURSTY -> bursty(clients);
          case REPLAY -> log == null ? new Arrivals.Poisson(clients) : log.replayed(rate() / log.rate());
        };
    ServiceTime service = service();
    boolean own = coming == Coming.REPLAY && service instanceof ServiceTime.Empirical;
    return new Load(
        arrivals,
        service,
        own,
        requests,
        keeps,
        duration(THINK, Arrivals.SECOND, "1s"),
        slow(SLOW_READERS, "5%:10s"),
        slow(SLOW_SENDERS, "1%:20s"));
  }

  private Arrivals bursty(double rate) throws UserError {
    String text = args.matchedOptionValue(BURST, "4:10s:50s");
    String[] parts = text.split(":", -1);
    if (parts.length == 3) {
      double factor = Quantity.number(parts[0]).orElse(0);
      long burst = Quantity.duration(parts[1]).orElse(0);
      long gap = Quantity.duration(parts[2]).orElse(0);
      if (factor >= 1 && burst > 0 && gap > 0) {
        return new Arrivals.Bursty(rate, factor, (double) burst / Arrivals.SECOND, (double) gap / Arrivals.SECOND);
      }
    }
    throw wrong(BURST, text, "tells no bursts; write N:TIME:GAP, such as " + BURST + " 4:10s:50s for 10 seconds of four times the load every minute");
  }

  private ServiceTime service() throws UserError {
    Recording log = recording;
    boolean logged = log != null && log.hasDurations();
    String text = args.matchedOptionValue(SERVICE_TIME, (String) null);
    Law law = args.matchedOptionValue(SERVICE, logged && text == null ? Law.LOGGED : Law.EXPONENTIAL);
    if (law == Law.LOGGED) {
      if (log == null || !logged) {
        throw new UserError(SERVICE + " logged needs " + ACCESS_LOG + " FILE with service times (%D in its LogFormat)");
      }
      return new ServiceTime.Empirical(log.durations());
    }
    if (text == null && !logged) {
      String why = log == null ? "" : " (the log does not tell: its LogFormat has no %D)";
      throw new UserError("how long does a request take?" + why + " Write " + SERVICE_TIME + " TIME, such as " + SERVICE_TIME + " 80ms");
    }
    double mean = text == null && log != null ? new ServiceTime.Empirical(log.durations()).mean() : duration(SERVICE_TIME, 0, "80ms");
    if (mean <= 0) {
      throw wrong(SERVICE_TIME, String.valueOf(text), "is no time; write " + SERVICE_TIME + " 80ms");
    }
    return switch (law) {
      case LOGNORMAL -> new ServiceTime.Lognormal(mean, LOGNORMAL_SIGMA);
      case CONSTANT -> new ServiceTime.Constant(mean);
      case EXPONENTIAL, LOGGED -> new ServiceTime.Exponential(mean);
    };
  }

  private Backend backend() throws UserError {
    if (!args.hasMatchedOption(BACKEND)) {
      for (String other : List.of(BACKEND_SHARE, BACKEND_BACKLOG)) {
        if (args.hasMatchedOption(other)) {
          throw new UserError(other + " tells of a backend, but there is none; write " + BACKEND + " N as well");
        }
      }
      return Backend.NONE;
    }
    String text = args.matchedOptionValue(BACKEND_SHARE, "100%");
    double share =
        Quantity.share(text).orElseThrow(() -> wrong(BACKEND_SHARE, text, "is no share; write " + BACKEND_SHARE + " 80%"));
    return new Backend(
        (int) whole(BACKEND, 1, MOST_BACKEND, 1), share, (int) whole(BACKEND_BACKLOG, 0, MOST_BACKEND, FPM_BACKLOG));
  }

  private Load.Slow slow(String option, String example) throws UserError {
    String text = args.matchedOptionValue(option, (String) null);
    if (text == null) {
      return Load.Slow.NOBODY;
    }
    String[] parts = Quantity.pair(text, ":").orElse(new String[] {"", ""});
    double share = Quantity.share(parts[0]).orElse(0);
    long time = Quantity.duration(parts[1]).orElse(0);
    if (share <= 0 || time <= 0) {
      throw wrong(option, text, "tells no slow clients; write SHARE:TIME, such as " + option + " " + example);
    }
    return new Load.Slow(share, time);
  }

  private long whole(String option, long least, long most, long otherwise) throws UserError {
    String text = args.matchedOptionValue(option, (String) null);
    if (text == null) {
      return otherwise;
    }
    String range = most == Long.MAX_VALUE ? "is no whole number" : "is no whole number from " + least + " to " + most;
    return Quantity.whole(text, least, most)
        .orElseThrow(() -> wrong(option, text, range + "; write " + option + " " + Math.max(otherwise, 1)));
  }

  private long duration(String option, long otherwise, String example) throws UserError {
    String text = args.matchedOptionValue(option, (String) null);
    if (text == null) {
      return otherwise;
    }
    return Quantity.duration(text)
        .orElseThrow(() -> wrong(option, text, "is no time; write a number with ms, s, m or h, such as " + option + " " + example));
  }

  private long bytes(String option, long otherwise) throws UserError {
    String text = args.matchedOptionValue(option, (String) null);
    if (text == null) {
      return otherwise;
    }
    return Quantity.bytes(text)
        .orElseThrow(() -> wrong(option, text, "is no size; write a number with K, M or G, such as " + option + " 60M"));
  }

  private static UserError wrong(String option, String text, String what) {
    return new UserError(option + " " + text + " " + what);
  }
}
