package dev.mpmlint.mpm;

import static dev.mpmlint.mpm.MpmDirective.LISTEN_CORES_BUCKETS_RATIO;
import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.START_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

/// What prefork, worker and event of httpd 2.4 do to their numbers: the `*_check_config` hooks of prefork.c, worker.c
/// and event.c, which announce each correction, then the silent adjustments at the beginning of `*_run`. Stateless.
final class UnixChecks {
  /// The numbers of the start-up messages. They are not in one distance between the MPMs: each row had its own.
  private record Ah(
      int serverLimitHigh,
      int serverLimitLow,
      int threadLimitHigh,
      int threadLimitLow,
      int threadsHigh,
      int threadsLow,
      int workersBelowThreads,
      int workersNoMultiple,
      int workersHigh,
      int startLow,
      int spareLow) {}

  private static final Ah WORKER = new Ah(300, 302, 305, 307, 310, 312, 314, 316, 318, 320, 322);
  private static final Ah EVENT = new Ah(497, 499, 502, 504, 507, 509, 511, 513, 515, 517, 519);
  // prefork has no threads to check.
  private static final Ah PREFORK = new Ah(175, 177, 0, 0, 0, 0, 0, 0, 180, 184, 186);
  private static final int PREFORK_WORKERS_LOW = 182;

  private UnixChecks() {}

  static void run(Draft d) {
    if (d.mpm == Mpm.PREFORK) {
      checkPrefork(d);
      runPrefork(d);
    } else {
      checkThreaded(d, d.mpm == Mpm.WORKER ? WORKER : EVENT);
      runThreaded(d);
    }
  }

  private static void checkPrefork(Draft d) {
    checkServerLimit(d, PREFORK);
    int workers = d.get(MAX_REQUEST_WORKERS);
    int limit = d.get(SERVER_LIMIT);
    if (workers > limit) {
      d.announce(
          MAX_REQUEST_WORKERS,
          PREFORK.workersHigh,
          "MaxRequestWorkers of " + workers + " exceeds ServerLimit value of " + limit
              + " servers, decreasing MaxRequestWorkers to " + limit
              + ". To increase, please see the ServerLimit directive.",
          limit);
    } else if (workers < 1) {
      raise(d, MAX_REQUEST_WORKERS, PREFORK_WORKERS_LOW);
    }
    d.nominalWorkers = d.get(MAX_REQUEST_WORKERS);
    checkStartAndSpare(d, PREFORK, MIN_SPARE_SERVERS);
  }

  private static void checkThreaded(Draft d, Ah ah) {
    checkServerLimit(d, ah);
    checkThreadLimit(d, ah);
    checkThreadsPerChild(d, ah);
    int threads = d.get(THREADS_PER_CHILD);
    if (d.get(MAX_REQUEST_WORKERS) < threads) {
      d.announce(
          MAX_REQUEST_WORKERS,
          ah.workersBelowThreads,
          "MaxRequestWorkers of " + d.get(MAX_REQUEST_WORKERS) + " is less than ThreadsPerChild of " + threads
              + ", increasing to " + threads
              + ". MaxRequestWorkers must be at least as large as the number of threads in a single server.",
          threads);
    }
    int workers = d.get(MAX_REQUEST_WORKERS);
    int processes = workers / threads;
    if (workers % threads != 0) {
      int multiple = processes * threads;
      d.announce(
          MAX_REQUEST_WORKERS,
          ah.workersNoMultiple,
          "MaxRequestWorkers of " + workers + " is not an integer multiple of ThreadsPerChild of " + threads
              + ", decreasing to nearest multiple " + multiple + ", for a maximum of " + processes + " servers.",
          multiple);
    }
    d.nominalWorkers = d.get(MAX_REQUEST_WORKERS);
    int limit = d.get(SERVER_LIMIT);
    if (processes > limit) {
      // httpd lowers the number of processes and leaves MaxRequestWorkers itself as it is.
      d.announce(
          MAX_REQUEST_WORKERS,
          ah.workersHigh,
          "MaxRequestWorkers of " + d.nominalWorkers + " would require " + processes
              + " servers and would exceed ServerLimit of " + limit + ", decreasing to " + limit * threads
              + ". To increase, please see the ServerLimit directive.",
          limit * threads);
      processes = limit;
    }
    d.processes = processes;
    checkStartAndSpare(d, ah, MIN_SPARE_THREADS);
  }

  private static void checkServerLimit(Draft d, Ah ah) {
    int asked = d.get(SERVER_LIMIT);
    int most = d.most(SERVER_LIMIT);
    if (asked > most) {
      d.announce(
          SERVER_LIMIT,
          ah.serverLimitHigh,
          "ServerLimit of " + asked + " exceeds compile-time limit of " + most + " servers, decreasing to " + most
              + ".",
          most);
    } else if (asked < 1) {
      raise(d, SERVER_LIMIT, ah.serverLimitLow);
    }
  }

  private static void checkThreadLimit(Draft d, Ah ah) {
    int asked = d.get(THREAD_LIMIT);
    int most = d.most(THREAD_LIMIT);
    if (asked > most) {
      d.announce(THREAD_LIMIT, ah.threadLimitHigh, threadLimitText(asked, most), most);
    } else if (asked < 1) {
      raise(d, THREAD_LIMIT, ah.threadLimitLow);
    }
  }

  static String threadLimitText(int asked, int most) {
    return "ThreadLimit of " + asked + " exceeds compile-time limit of " + most + " threads, decreasing to " + most
        + ".";
  }

  private static void checkThreadsPerChild(Draft d, Ah ah) {
    int asked = d.get(THREADS_PER_CHILD);
    int limit = d.get(THREAD_LIMIT);
    if (asked > limit) {
      d.announce(THREADS_PER_CHILD, ah.threadsHigh, threadsText(asked, limit), limit);
    } else if (asked < 1) {
      raise(d, THREADS_PER_CHILD, ah.threadsLow);
    }
  }

  static String threadsText(int asked, int limit) {
    return "ThreadsPerChild of " + asked + " exceeds ThreadLimit of " + limit + " threads, decreasing to " + limit
        + ". To increase, please see the ThreadLimit directive.";
  }

  private static void checkStartAndSpare(Draft d, Ah ah, MpmDirective spare) {
    if (d.get(START_SERVERS) < 1) {
      raise(d, START_SERVERS, ah.startLow);
    }
    if (d.get(spare) < 1) {
      d.announce(spare, ah.spareLow, spareText(spare, d.get(spare)), 1);
    }
  }

  static String spareText(MpmDirective spare, int asked) {
    return spare + " of " + asked
        + " not allowed, increasing to 1 to avoid almost certain server failure. Please read the documentation.";
  }

  /// The usual correction of a number below 1.
  static void raise(Draft d, MpmDirective directive, int ah) {
    d.announce(directive, ah, directive + " of " + d.get(directive) + " not allowed, increasing to 1.", 1);
  }

  private static void runPrefork(Draft d) {
    int buckets = buckets(d);
    atLeastBuckets(d, MAX_REQUEST_WORKERS, buckets, buckets);
    atLeastBuckets(d, START_SERVERS, buckets, buckets);
    atLeastBuckets(d, MIN_SPARE_SERVERS, buckets, buckets);
    int room = d.get(MIN_SPARE_SERVERS) + buckets;
    if (d.get(MAX_SPARE_SERVERS) < room) {
      d.quietly(MAX_SPARE_SERVERS, "MaxSpareServers is kept above MinSpareServers", room);
    }
    d.processes = d.get(MAX_REQUEST_WORKERS);
    d.threadsPerProcess = 1;
    d.nominalWorkers = d.processes;
    capStart(d);
  }

  private static void runThreaded(Draft d) {
    int buckets = buckets(d);
    int threads = d.get(THREADS_PER_CHILD);
    if (d.processes < buckets) {
      d.processes = buckets;
      d.quietly(MAX_REQUEST_WORKERS, "every listener bucket gets a process", buckets * threads);
    }
    atLeastBuckets(d, START_SERVERS, buckets, buckets);
    atLeastBuckets(d, MIN_SPARE_THREADS, buckets, threads * (buckets - 1) + buckets);
    int room = d.get(MIN_SPARE_THREADS) + (threads + 1) * buckets;
    if (d.get(MAX_SPARE_THREADS) < room) {
      d.quietly(MAX_SPARE_THREADS, "MaxSpareThreads is kept a process and a thread above MinSpareThreads", room);
    }
    d.threadsPerProcess = threads;
    capStart(d);
  }

  private static void atLeastBuckets(Draft d, MpmDirective directive, int buckets, int least) {
    if (d.get(directive) < least) {
      d.quietly(directive, "there are " + buckets + " listener buckets to serve", least);
    }
  }

  private static void capStart(Draft d) {
    if (d.get(START_SERVERS) > d.processes) {
      String why = "no more than " + d.processes + (d.processes == 1 ? " process" : " processes") + " may run";
      d.quietly(START_SERVERS, why, d.processes);
    }
    d.startProcesses = d.get(START_SERVERS);
  }

  /// How many copies of the listening sockets there are (`ap_duplicate_listeners`): one, but for machines with many
  /// processors whose administrator asked for more.
  private static int buckets(Draft d) {
    int ratio = d.get(LISTEN_CORES_BUCKETS_RATIO);
    return ratio > 0 ? Math.max(1, d.cpus / ratio) : 1;
  }
}
