package dev.mpmlint.advise;

import static dev.mpmlint.advise.Unit.plain;

import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmFacts;
import java.util.ArrayList;
import java.util.List;

/// The most workers that memory, structure, backend, open files, process ids and processors allow. Immutable.
///
/// @param threads workers per process: ThreadsPerChild, 1 under prefork
/// @param serverLimit the ServerLimit that holds now, 0 where there is none
/// @param factor AsyncRequestWorkerFactor, 0 for other MPMs than event
record Ceilings(Inputs inputs, Mpm mpm, HttpdVersion version, int threads, int serverLimit, double factor) {
  /// Of what is left for httpd, this share is used.
  static final double SAFETY = 0.9;
  /// Red Hat's rule of thumb (KCS 2262771).
  private static final int PREFORK_PER_CPU = 200;
  private static final int THREADS_PER_CPU = 300;
  /// Descriptors of a process besides those of its connections: listeners, logs, pipes, scoreboard, libraries' own.
  private static final int OWN_FILES = 64;
  /// Listener and main thread of a child.
  private static final int OWN_THREADS = 2;

  List<Advice.Ceiling> all() {
    List<Advice.Ceiling> all = new ArrayList<>();
    memory(all);
    structure(all);
    backend(all);
    openFiles(all);
    tasks(all);
    processors(all);
    return all;
  }

  private boolean threaded() {
    return mpm != Mpm.PREFORK;
  }

  private boolean oneProcess() {
    return mpm.facts().forked() == MpmFacts.Width.NO;
  }

  private void memory(List<Advice.Ceiling> all) {
    double memory = inputs.value(Quantity.MEMORY);
    double size = inputs.value(Quantity.PROCESS_SIZE);
    if (Double.isNaN(memory) || Double.isNaN(size)) {
      return;
    }
    double reserve = inputs.has(Quantity.RESERVE) ? inputs.value(Quantity.RESERVE) : 0;
    double pools = pools();
    double left = Math.max(0, memory - reserve - pools) * SAFETY;
    boolean shared = reserve > 0 || pools > 0;
    StringBuilder formula = new StringBuilder(shared ? "(" : "").append(Unit.BYTES.show(memory));
    if (reserve > 0) {
      formula.append(" − ").append(Unit.BYTES.show(reserve)).append(" for other programs");
    }
    if (pools > 0) {
      formula.append(" − ").append(Unit.BYTES.show(pools)).append(" for php-fpm");
    }
    formula.append(shared ? ")" : "").append(" × ").append(plain(SAFETY)).append(" = ").append(Unit.BYTES.show(left));
    int workers;
    double perThread = inputs.value(Quantity.THREAD_SIZE);
    if (oneProcess()) {
      double one = Double.isNaN(perThread) ? 1 << 20 : perThread;
      workers = whole((left - size) / one);
      formula.append(", less ").append(Unit.BYTES.show(size)).append(" for the process, ÷ ").append(Unit.BYTES.show(one)).append(" per thread");
    } else if (threaded()) {
      double each = Double.isNaN(perThread) ? size : size + threads * perThread;
      int processes = whole(left / each);
      workers = product(processes, threads);
      formula.append("; ÷ ").append(Unit.BYTES.show(each)).append(" per process");
      if (!Double.isNaN(perThread)) {
        formula.append(" (").append(Unit.BYTES.show(size)).append(" + ").append(threads).append(" × ")
            .append(Unit.BYTES.show(perThread)).append(")");
      }
      formula.append(" = ").append(processes).append(" × ").append(threads).append(" threads");
    } else {
      workers = whole(left / size);
      formula.append("; ÷ ").append(Unit.BYTES.show(size)).append(" per process");
    }
    all.add(new Advice.Ceiling(Advice.Limit.MEMORY, workers, formula + " = " + workers, false));
  }

  /// What php-fpm's pools take when they are full; 0 where the size of one process is not known.
  private double pools() {
    double size = inputs.value(Quantity.BACKEND_SIZE);
    return Double.isNaN(size) ? 0 : size * inputs.pools().stream().mapToDouble(FpmPool::maxChildren).sum();
  }

  private void structure(List<Advice.Ceiling> all) {
    if (mpm == Mpm.PREFORK || mpm == Mpm.WORKER || mpm == Mpm.EVENT) {
      int most = most(MpmDirective.SERVER_LIMIT);
      int workers = product(most, threads);
      String times = threaded() ? " × ThreadsPerChild " + threads + " = " + workers : "";
      String now =
          serverLimit == 0 ? ""
              : "; ServerLimit " + serverLimit + " now allows " + product(serverLimit, threads)
                  + ", and a full restart raises it";
      all.add(new Advice.Ceiling(Advice.Limit.STRUCTURE, workers, "ServerLimit up to " + most + times + now, false));
    } else if (mpm == Mpm.WINNT) {
      int most = most(MpmDirective.THREAD_LIMIT);
      all.add(new Advice.Ceiling(Advice.Limit.STRUCTURE, most, "ThreadLimit up to " + most + ", in one process", false));
    }
  }

  private int most(MpmDirective directive) {
    return mpm.facts()
        .limit(directive, version)
        .map(limit -> limit.most() == null ? limit.fallback() : limit.most())
        .map(Math::toIntExact)
        .orElse(Integer.MAX_VALUE);
  }

  private void backend(List<Advice.Ceiling> all) {
    int children = inputs.pools().stream().mapToInt(FpmPool::maxChildren).sum();
    double stated = inputs.value(Quantity.BACKEND_WORKERS);
    double served = Double.isNaN(stated) ? children : stated;
    if (served <= 0) {
      return;
    }
    double share = inputs.has(Quantity.BACKEND_SHARE) ? inputs.value(Quantity.BACKEND_SHARE) : 1;
    int workers = whole(served / share);
    List<String> terms = new ArrayList<>();
    if (Double.isNaN(stated)) {
      inputs.pools().forEach(p -> terms.add("pm.max_children " + p.maxChildren() + " of " + p.name()));
    } else {
      terms.add(plain(stated) + " at once");
    }
    String formula = String.join(" + ", terms);
    if (share < 1) {
      formula = (terms.size() > 1 ? "(" + formula + ")" : formula) + " ÷ " + Unit.SHARE.show(share) + " of the busy workers";
    }
    all.add(new Advice.Ceiling(Advice.Limit.BACKEND, workers, formula + " = " + workers, false));
  }

  /// A thread has a connection and what it sends or asks; event has connections without a thread besides.
  private void openFiles(List<Advice.Ceiling> all) {
    double files = inputs.value(Quantity.OPEN_FILES);
    if (Double.isNaN(files) || !threaded() || oneProcess()) {
      return;
    }
    int perThread = 3 + (int) Math.ceil(factor);
    int most = whole((files - OWN_FILES) / perThread);
    int processes = most(MpmDirective.SERVER_LIMIT);
    int workers = product(processes, Math.min(most, threads));
    all.add(
        new Advice.Ceiling(
            Advice.Limit.OPEN_FILES, workers,
            "(" + plain(files) + " − " + OWN_FILES + " of its own) ÷ " + perThread + " per thread = " + most
                + " threads per process" + (most < threads ? ", which is below ThreadsPerChild " + threads : ", and "
                + threads + " run") + "; × " + processes + " processes = " + workers,
            false));
  }

  private void tasks(List<Advice.Ceiling> all) {
    double tasks = inputs.value(Quantity.TASKS);
    if (Double.isNaN(tasks)) {
      return;
    }
    double left = Math.max(0, tasks * SAFETY);
    int workers = threaded() && !oneProcess() ? product(whole(left / (threads + OWN_THREADS)), threads) : whole(left);
    String each = threaded() && !oneProcess() ? "; ÷ (" + threads + " + " + OWN_THREADS + ") per process × " + threads + " threads" : "";
    all.add(
        new Advice.Ceiling(
            Advice.Limit.TASKS, workers, plain(tasks) + " × " + plain(SAFETY) + each + " = " + workers, false));
  }

  private void processors(List<Advice.Ceiling> all) {
    double cpus = inputs.value(Quantity.CPUS);
    if (Double.isNaN(cpus)) {
      return;
    }
    int each = threaded() ? THREADS_PER_CPU : PREFORK_PER_CPU;
    int workers = whole(cpus * each);
    all.add(
        new Advice.Ceiling(
            Advice.Limit.CPU, workers, plain(cpus) + " × " + each + ", a rule of thumb = " + workers, true));
  }

  /// Down to a whole number that fits.
  private static int whole(double value) {
    return (int) Math.clamp(Math.floor(value + 1e-9), 0, Integer.MAX_VALUE);
  }

  private static int product(int a, int b) {
    return (int) Math.min(Integer.MAX_VALUE, (long) a * b);
  }
}
