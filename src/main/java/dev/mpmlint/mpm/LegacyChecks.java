package dev.mpmlint.mpm;

import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.MAX_THREADS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.START_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

import java.util.List;

/// What httpd 1.3, 2.0 and 2.2 do: every directive checks its own number as it is read, and defaults are never checked (the
/// `set_*` functions of prefork.c, worker.c, event.c and mpm_winnt.c there). Since they read everything twice and keep
/// the limits in between, both limits hold for the numbers that count, wherever they stand. Their messages have no
/// numbers and take several lines, which are joined here. Stateless.
final class LegacyChecks {
  private static final List<MpmDirective> ORDER =
      List.of(
          SERVER_LIMIT,
          THREAD_LIMIT,
          THREADS_PER_CHILD,
          MAX_THREADS,
          MAX_REQUEST_WORKERS,
          MIN_SPARE_SERVERS,
          MIN_SPARE_THREADS);

  private LegacyChecks() {}

  static void run(Draft d) {
    boolean threaded =
        d.mpm == Mpm.WORKER || d.mpm == Mpm.EVENT || d.mpm == Mpm.LEADER || d.mpm == Mpm.THREADPOOL;
    for (MpmDirective directive : ORDER) {
      if (d.has(directive) && d.isWritten(directive)) {
        check(d, directive, threaded);
      }
    }
    if (d.mpm == Mpm.PREFORK || threaded) {
      processes(d, threaded);
      finish(d, threaded);
    } else {
      OtherChecks.arithmetic(d);
    }
  }

  private static void check(Draft d, MpmDirective directive, boolean threaded) {
    int asked = d.get(directive);
    if (directive == SERVER_LIMIT || directive == THREAD_LIMIT) {
      limit(d, directive, asked);
    } else if (directive == THREADS_PER_CHILD) {
      threadsPerChild(d, asked);
    } else if (directive == MAX_THREADS) {
      builtIn(d, MAX_THREADS, "MaxThreads", asked, 1, "threads");
    } else if (directive == MAX_REQUEST_WORKERS && threaded) {
      maxClientsThreaded(d, asked);
    } else if (directive == MAX_REQUEST_WORKERS && d.has(SERVER_LIMIT)) {
      maxClientsPrefork(d, asked);
    } else if (directive == MAX_REQUEST_WORKERS) {
      int instead = d.mpm == Mpm.BEOS ? d.most(MAX_REQUEST_WORKERS) : 1;
      builtIn(d, MAX_REQUEST_WORKERS, "MaxClients", asked, instead, "servers");
    } else if (asked <= 0) {
      String name = d.mpm == Mpm.NETWARE ? "MinSpareServers" : directive.directive();
      d.announce(
          directive,
          "detected " + name + " set to non-positive. Resetting to 1 to avoid almost certain Apache failure."
              + " Please read the documentation.",
          1);
    }
  }

  private static void limit(Draft d, MpmDirective directive, int asked) {
    int most = d.most(directive);
    if (asked > most) {
      String noun = directive == SERVER_LIMIT ? " servers," : " threads,";
      d.announce(
          directive,
          directive + " of " + asked + " exceeds compile time limit of " + most + noun + " lowering " + directive
              + " to " + most + ".",
          most);
    } else if (asked < 1) {
      require(d, directive, directive.directive());
    }
  }

  private static void threadsPerChild(Draft d, int asked) {
    int limit = d.get(THREAD_LIMIT);
    if (asked > limit) {
      d.announce(
          THREADS_PER_CHILD,
          "ThreadsPerChild of " + asked + " exceeds ThreadLimit value of " + limit
              + " threads, lowering ThreadsPerChild to " + limit
              + ". To increase, please see the ThreadLimit directive.",
          limit);
    } else if (asked < 1) {
      require(d, THREADS_PER_CHILD, "ThreadsPerChild");
    }
  }

  private static void maxClientsPrefork(Draft d, int asked) {
    int limit = d.get(SERVER_LIMIT);
    if (asked > limit) {
      d.announce(
          MAX_REQUEST_WORKERS,
          "MaxClients of " + asked + " exceeds ServerLimit value of " + limit + " servers, lowering MaxClients to "
              + limit + ".  To increase, please see the ServerLimit directive.",
          limit);
    } else if (asked < 1) {
      require(d, MAX_REQUEST_WORKERS, "MaxClients");
    }
  }

  /// A number whose limit only a new build changes.
  private static void builtIn(
      Draft d, MpmDirective directive, String name, int asked, int instead, String what) {
    int most = d.most(directive);
    if (asked > most) {
      d.announce(
          directive,
          name + " of " + asked + " exceeds compile time limit of " + most + " " + what + ", lowering " + name + " to "
              + most + ".  To increase, please see the HARD_" + (d.mpm == Mpm.PREFORK ? "SERVER" : "THREAD")
              + "_LIMIT define in " + headerOf(d) + ".",
          most);
    } else if (asked < 1) {
      d.announce(directive, "Require " + name + " > 0, setting to " + instead, instead);
    }
  }

  private static String headerOf(Draft d) {
    return d.mpm == Mpm.PREFORK ? "src/include/httpd.h" : "server/mpm/" + d.mpm + "/mpm_default.h";
  }

  /// Without MaxClients, as many as ServerLimit allows.
  private static void processes(Draft d, boolean threaded) {
    if (!d.isWritten(MAX_REQUEST_WORKERS) && d.has(SERVER_LIMIT)) {
      d.processes = d.get(SERVER_LIMIT);
    } else if (!threaded) {
      d.processes = d.get(MAX_REQUEST_WORKERS);
    }
  }

  private static void maxClientsThreaded(Draft d, int asked) {
    int threads = d.get(THREADS_PER_CHILD);
    if (asked < threads) {
      d.announce(
          MAX_REQUEST_WORKERS,
          "MaxClients (" + asked + ") must be at least as large as ThreadsPerChild (" + threads
              + "). Automatically increasing MaxClients to " + threads + ".",
          threads);
    }
    int workers = d.get(MAX_REQUEST_WORKERS);
    d.processes = workers / threads;
    if (workers % threads != 0) {
      int multiple = d.processes * threads;
      d.announce(
          MAX_REQUEST_WORKERS,
          "MaxClients (" + workers + ") is not an integer multiple of ThreadsPerChild (" + threads
              + "), lowering MaxClients to " + multiple + " for a maximum of " + d.processes + " child processes,",
          multiple);
    }
    int limit = d.get(SERVER_LIMIT);
    if (d.processes > limit) {
      d.announce(
          MAX_REQUEST_WORKERS,
          "MaxClients of " + d.get(MAX_REQUEST_WORKERS) + " would require " + d.processes
              + " servers, and would exceed the ServerLimit value of " + limit
              + ". Automatically lowering MaxClients to " + limit * threads
              + ".  To increase, please see the ServerLimit directive.",
          limit * threads);
      d.processes = limit;
    }
  }

  private static void require(Draft d, MpmDirective directive, String name) {
    d.announce(directive, "Require " + name + " > 0, setting to 1", 1);
  }

  /// The silent part, when the MPM starts running.
  private static void finish(Draft d, boolean threaded) {
    int real = d.processes * d.get(THREADS_PER_CHILD);
    if (threaded && d.get(MAX_REQUEST_WORKERS) != real) {
      d.quietly(MAX_REQUEST_WORKERS, "nothing sets MaxClients, so ServerLimit processes may run", real);
    } else if (!threaded && d.get(MAX_REQUEST_WORKERS) != d.processes) {
      d.quietly(MAX_REQUEST_WORKERS, "nothing sets MaxClients, so ServerLimit processes may run", d.processes);
    }
    int room = d.get(MIN_SPARE_SERVERS) + 1;
    if (threaded) {
      d.threadsPerProcess = d.get(THREADS_PER_CHILD);
      room = d.get(MIN_SPARE_THREADS) + d.threadsPerProcess;
    }
    MpmDirective most = threaded ? MAX_SPARE_THREADS : MAX_SPARE_SERVERS;
    if (d.get(most) < room) {
      d.quietly(most, most + " is kept above the minimum", room);
    }
    if (d.get(START_SERVERS) > d.processes) {
      d.quietly(START_SERVERS, "no more than " + d.processes + " processes may run", d.processes);
    }
    d.startProcesses = Math.max(0, d.get(START_SERVERS));
    d.nominalWorkers = d.processes * d.threadsPerProcess;
  }
}
