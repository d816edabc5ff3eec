package dev.mpmlint.mpm;

import dev.mpmlint.httpd.HttpdVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `mpmlint mpm` says beside its table: a plan in words.
///
/// @param shown the MPM's name as `httpd -V` prints it
/// @param threaded the value of its line `threaded:`
/// @param forked the value of its line `forked:`
/// @param arithmetic sentences without final period: processes × threads, then what limits connections
/// @param connections event's count of connections, empty under another MPM
public record MpmReport(
    String shown, String threaded, String forked, List<String> arithmetic, Optional<Connections> connections) {
  /// How many connections a process and the whole server hold under event; one more is not accepted. Connections in
  /// lingering close are not counted.
  ///
  /// @param busyPerProcess with every worker busy but the one that accepts: ThreadsPerChild
  /// @param perIdleWorker what each idle worker adds: the whole part of AsyncRequestWorkerFactor
  /// @param idlePerProcess with every worker idle
  /// @param total of all processes, with every worker idle
  public record Connections(long busyPerProcess, double perIdleWorker, long idlePerProcess, long total) {}

  public MpmReport {
    arithmetic = List.copyOf(arithmetic);
  }

  public static MpmReport of(MpmPlan plan, HttpdVersion version) {
    MpmFacts facts = plan.mpm().facts();
    Optional<Connections> connections = connections(plan);
    List<String> arithmetic = new ArrayList<>();
    arithmetic.add(product(plan));
    if (plan.nominalWorkers() > plan.simultaneousRequests()) {
      arithmetic.add(
          "httpd itself goes on counting with MaxRequestWorkers " + plan.nominalWorkers()
              + ", so a shortage of idle threads is logged every second as a full scoreboard");
    }
    connections.ifPresent(c -> arithmetic.addAll(sentences(c)));
    return new MpmReport(facts.shown(version), facts.threadedWords(), facts.forkedWords(), arithmetic, connections);
  }

  private static Optional<Connections> connections(MpmPlan plan) {
    Optional<Setting> factor = plan.setting(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR);
    if (factor.isEmpty()) {
      return Optional.empty();
    }
    double perIdle = factor.get().effective();
    long threads = plan.threadsPerProcess();
    long idle = (long) (threads + threads * perIdle);
    return Optional.of(new Connections(threads, perIdle, idle, idle * plan.processes()));
  }

  private static List<String> sentences(Connections c) {
    String factor = plain(c.perIdleWorker);
    return List.of(
        "each process accepts connections while it has fewer than " + c.busyPerProcess + " + idle threads × " + factor
            + ", those closing not counted",
        "at most " + c.busyPerProcess + " × (1 + " + factor + ") = " + c.idlePerProcess + " connections per process, "
            + c.total + " in all, while every thread is idle");
  }

  private static String product(MpmPlan plan) {
    int processes = plan.processes();
    int threads = plan.threadsPerProcess();
    return switch (plan.mpm()) {
      case PREFORK ->
          count(plan.startProcesses(), "process") + " at start, up to " + count(processes, "process")
              + " with one request each = " + count(processes, "simultaneous request");
      case WORKER, EVENT, LEADER, THREADPOOL, MPMT_OS2, MOTORZ ->
          count(plan.startProcesses(), "process") + " at start, up to " + count(processes, "process") + " × "
              + count(threads, "thread") + " = " + count(plan.simultaneousRequests(), "simultaneous request");
      case WINNT, NETWARE, BEOS ->
          "1 process × " + count(threads, "thread") + " = " + count(threads, "simultaneous request");
      case PERCHILD, PERUSER, SIMPLE ->
          "how many requests it serves at once follows from directives that mpmlint does not know";
    };
  }

  private static String count(int n, String noun) {
    String plural = noun.endsWith("s") ? noun + "es" : noun + "s";
    return n + " " + (n == 1 ? noun : plural);
  }

  private static String plain(double d) {
    return d == Math.rint(d) ? Long.toString((long) d) : Double.toString(d);
  }
}
