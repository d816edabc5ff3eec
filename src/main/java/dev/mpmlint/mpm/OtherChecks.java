package dev.mpmlint.mpm;

import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.MAX_THREADS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.START_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.START_THREADS;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

/// What the MPMs outside Unix do to their numbers: the `*_check_config` hooks of mpm_winnt.c, mpm_netware.c and
/// mpmt_os2.c; of these, netware and mpmt_os2 accept a start number of 0. Historic MPMs keep what is written. Stateless.
final class OtherChecks {
  private static final int OS2_PROCESSES = 10;
  private static final int OS2_THREADS = 256;

  private OtherChecks() {}

  static void run(Draft d) {
    switch (d.mpm) {
      case WINNT -> winnt(d);
      case NETWARE -> netware(d);
      case MPMT_OS2 -> os2(d);
      case PREFORK, WORKER, EVENT, LEADER, THREADPOOL, BEOS, PERCHILD, PERUSER, SIMPLE, MOTORZ -> arithmetic(d);
    }
  }

  private static void winnt(Draft d) {
    int limit = d.get(THREAD_LIMIT);
    int most = d.most(THREAD_LIMIT);
    if (limit > most) {
      d.announce(THREAD_LIMIT, 439, UnixChecks.threadLimitText(limit, most), most);
    } else if (limit < 1) {
      UnixChecks.raise(d, THREAD_LIMIT, 441);
    }
    int threads = d.get(THREADS_PER_CHILD);
    if (threads > d.get(THREAD_LIMIT)) {
      d.announce(
          THREADS_PER_CHILD, 444, UnixChecks.threadsText(threads, d.get(THREAD_LIMIT)), d.get(THREAD_LIMIT));
    } else if (threads < 1) {
      UnixChecks.raise(d, THREADS_PER_CHILD, 446);
    }
    arithmetic(d);
  }

  private static void netware(Draft d) {
    int asked = d.get(MAX_THREADS);
    int most = d.most(MAX_THREADS);
    if (asked > most) {
      d.announce(
          MAX_THREADS,
          228,
          "MaxThreads of " + asked + " exceeds compile-time limit of " + most + " threads, decreasing to " + most
              + ". To increase, please see the HARD_THREAD_LIMIT define in server/mpm/netware/mpm_default.h.",
          most);
    } else if (asked < 1) {
      UnixChecks.raise(d, MAX_THREADS, 230);
    }
    if (d.get(START_THREADS) < 0) {
      UnixChecks.raise(d, START_THREADS, 231);
    }
    if (d.get(MIN_SPARE_THREADS) < 1) {
      d.announce(
          MIN_SPARE_THREADS, 233, UnixChecks.spareText(MIN_SPARE_THREADS, d.get(MIN_SPARE_THREADS)), 1);
    }
    if (d.get(MAX_SPARE_THREADS) < d.get(MIN_SPARE_THREADS) + 1) {
      d.quietly(
          MAX_SPARE_THREADS, "MaxSpareThreads is kept above MinSpareThreads", d.get(MIN_SPARE_THREADS) + 1);
    }
    arithmetic(d);
  }

  private static void os2(Draft d) {
    if (d.get(START_SERVERS) < 0) {
      UnixChecks.raise(d, START_SERVERS, 213);
    }
    if (d.get(MIN_SPARE_THREADS) < 1) {
      d.announce(
          MIN_SPARE_THREADS, 215, UnixChecks.spareText(MIN_SPARE_THREADS, d.get(MIN_SPARE_THREADS)), 1);
    }
    arithmetic(d);
  }

  /// Processes and threads, from the numbers as they stand.
  static void arithmetic(Draft d) {
    switch (d.mpm) {
      case PREFORK -> {
        d.processes = d.get(MAX_REQUEST_WORKERS);
        d.startProcesses = Math.min(d.get(START_SERVERS), d.processes);
      }
      case WORKER, EVENT, LEADER, THREADPOOL -> {
        d.threadsPerProcess = Math.max(1, d.get(THREADS_PER_CHILD));
        d.processes = d.get(MAX_REQUEST_WORKERS) / d.threadsPerProcess;
        d.startProcesses = Math.min(d.get(START_SERVERS), d.processes);
      }
      case WINNT -> one(d, d.get(THREADS_PER_CHILD));
      case NETWARE -> one(d, d.get(MAX_THREADS));
      case BEOS -> one(d, d.get(MAX_REQUEST_WORKERS));
      case MPMT_OS2 -> {
        d.processes = OS2_PROCESSES;
        d.threadsPerProcess = OS2_THREADS;
        d.startProcesses = Math.min(d.get(START_SERVERS), OS2_PROCESSES);
      }
      case MOTORZ -> {
        d.processes = d.get(START_SERVERS);
        d.threadsPerProcess = d.get(THREADS_PER_CHILD);
        d.startProcesses = d.processes;
      }
      case PERCHILD, PERUSER, SIMPLE -> {
        d.processes = 0;
        d.startProcesses = 0;
      }
    }
    d.nominalWorkers = Math.multiplyExact(d.processes, d.threadsPerProcess);
  }

  private static void one(Draft d, int threads) {
    d.processes = 1;
    d.threadsPerProcess = threads;
    d.startProcesses = 1;
  }
}
