package dev.mpmlint.advise;

import static dev.mpmlint.mpm.MpmDirective.ASYNC_REQUEST_WORKER_FACTOR;
import static dev.mpmlint.mpm.MpmDirective.MAX_CONNECTIONS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.START_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.THREAD_STACK_SIZE;

import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.Figures;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The numbers of an MPM for so many workers, the smallest change of those that are written, none of which httpd corrects.
/// Used once, by one thread.
final class Tuning {
  /// Below it, a child is ended before it was worth starting.
  private static final int LOW_RECYCLING = 1000;
  private static final long RECYCLING = 10_000;
  private static final long LEAST_STACK = 16_384;
  /// httpd corrects one number by another; that ends soon.
  private static final int MOST_ROUNDS = 8;
  /// ServerLimit beyond need: so many times, and so many slots.
  private static final int TIMES = 4;
  private static final int SPARE_THREADED = 64;
  private static final int SPARE_PREFORK = 1000;

  private final Mpm mpm;
  private final HttpdVersion version;
  private final Map<MpmDirective, String> written;
  private final Figures before;
  private final Map<MpmDirective, Long> numbers = new EnumMap<>(MpmDirective.class);
  private final Map<MpmDirective, String> why = new LinkedHashMap<>();

  private Tuning(Mpm mpm, HttpdVersion version, Map<MpmDirective, String> written) {
    this.mpm = mpm;
    this.version = version;
    this.written = written;
    this.before = Figures.of(mpm, version, written);
  }

  /// @param numbers every number of the MPM, as it is to be
  /// @param why of those that are to be set, one clause each
  record Result(Map<MpmDirective, Long> numbers, Map<MpmDirective, String> why) {}

  /// @param workers how many requests are to be served at once: under MPMs with threads a multiple of ThreadsPerChild
  /// @param factor AsyncRequestWorkerFactor, 0 to leave it
  static Result tune(
      Mpm mpm, HttpdVersion version, Map<MpmDirective, String> written, int workers, String because, long factor) {
    Tuning tuning = new Tuning(mpm, version, written);
    tuning.run(workers, because, factor);
    return new Result(tuning.numbers, tuning.why);
  }

  private void run(int workers, String because, long factor) {
    begin();
    unsound();
    if (mpm == Mpm.WINNT) {
      decide(THREADS_PER_CHILD, workers, because);
      if (numbers.getOrDefault(THREAD_LIMIT, 0L) < workers) {
        decide(THREAD_LIMIT, workers, "ThreadsPerChild cannot be above it");
      }
      settle();
      return;
    }
    if (mpm != Mpm.PREFORK && mpm != Mpm.WORKER && mpm != Mpm.EVENT) {
      return;
    }
    decide(MAX_REQUEST_WORKERS, workers, because);
    int threads = threads();
    int processes = Math.max(1, workers / threads);
    serverLimit(processes);
    spares(workers, threads, processes);
    if (factor > 0) {
      decide(ASYNC_REQUEST_WORKER_FACTOR, factor, "idle keep-alive connections need room beyond the workers");
    }
    settle();
    start(threads);
  }

  private int threads() {
    return mpm == Mpm.PREFORK ? 1 : Math.toIntExact(numbers.getOrDefault(THREADS_PER_CHILD, 1L));
  }

  /// With what runs now; defaults that httpd corrects without a word are left as they are, since other numbers may suit
  /// them better.
  private void begin() {
    before.numbers()
        .forEach(
            (d, value) -> {
              boolean announced = before.corrections().stream().anyMatch(c -> c.directive() == d && !c.silent());
              boolean asDefault = !written.containsKey(d) && !announced;
              numbers.put(d, (long) (asDefault ? value.requested() : value.effective()));
              if (announced && !written.containsKey(d)) {
                why.put(d, reason(d, "", (long) value.effective()));
              }
            });
  }

  /// What is written and is not what httpd takes it for.
  private void unsound() {
    written.forEach(
        (d, text) -> {
          Long runs = numbers.get(d);
          if (runs != null && !text.equals(Long.toString(runs))) {
            why.put(d, reason(d, text, runs));
          }
        });
    long recycling = numbers.getOrDefault(MAX_CONNECTIONS_PER_CHILD, 0L);
    if (recycling < 0) {
      decide(MAX_CONNECTIONS_PER_CHILD, 0, "a negative number serves nobody under worker and event");
    } else if (recycling > 0 && recycling < LOW_RECYCLING) {
      decide(MAX_CONNECTIONS_PER_CHILD, RECYCLING, "each child ends after " + recycling + " connections, so httpd is busy starting new ones");
    }
    long stack = numbers.getOrDefault(THREAD_STACK_SIZE, 0L);
    if (stack > 0 && stack < LEAST_STACK) {
      decide(THREAD_STACK_SIZE, 0, "a thread needs " + LEAST_STACK + " bytes or more; 0 is the system's usual size");
    }
    if (numbers.containsKey(ASYNC_REQUEST_WORKER_FACTOR) && numbers.getOrDefault(ASYNC_REQUEST_WORKER_FACTOR, 1L) < 1) {
      decide(ASYNC_REQUEST_WORKER_FACTOR, 1, "httpd takes less than 1 as 1");
    }
  }

  private String reason(MpmDirective d, String text, long runs) {
    for (Correction c : before.corrections()) {
      if (c.directive() == d) {
        return "httpd runs " + runs + (c.number() == null ? " and says nothing of it" : " (" + c.number() + ")");
      }
    }
    return "httpd reads " + text + " as " + runs;
  }

  private void decide(MpmDirective d, long value, String because) {
    Long old = numbers.put(d, value);
    if (old == null || old != value) {
      why.put(d, because);
    }
  }

  private void serverLimit(int processes) {
    long limit = numbers.getOrDefault(SERVER_LIMIT, 0L);
    boolean threaded = mpm != Mpm.PREFORK;
    long most = mpm.facts().limit(SERVER_LIMIT, version).map(l -> Optional.ofNullable(l.most()).orElse(Long.MAX_VALUE)).orElse(Long.MAX_VALUE);
    boolean isWritten = written.containsKey(SERVER_LIMIT);
    if (limit < processes) {
      long slack = mpm == Mpm.EVENT ? Math.max(1, processes / 4) : 0;
      decide(SERVER_LIMIT, Math.min(most, processes + slack), processes + (threaded ? " processes of " + threads() + " threads" : " processes") + " are to run"
          + (slack > 0 ? ", and a quarter more may still be finishing" : ""));
    } else if (mpm == Mpm.EVENT && limit == processes && (isWritten || written.containsKey(MAX_REQUEST_WORKERS) || why.containsKey(MAX_REQUEST_WORKERS))) {
      decide(SERVER_LIMIT, Math.min(most, processes + Math.max(1, processes / 4)), "children that are still finishing need slots of their own");
    } else if (isWritten && limit >= (long) processes * TIMES && limit - processes >= (threaded ? SPARE_THREADED : SPARE_PREFORK)) {
      decide(SERVER_LIMIT, processes * 2L, processes + " processes are to run, and each slot takes shared memory");
    }
  }

  private void spares(int workers, int threads, int processes) {
    boolean threaded = mpm != Mpm.PREFORK;
    MpmDirective least = threaded ? MIN_SPARE_THREADS : MIN_SPARE_SERVERS;
    MpmDirective most = threaded ? MAX_SPARE_THREADS : MAX_SPARE_SERVERS;
    if (numbers.getOrDefault(least, 0L) >= workers) {
      decide(least, Math.max(1, workers / 3), "it has to be below MaxRequestWorkers");
    }
    long room = threaded ? threads + 1 : 1;
    if (written.containsKey(most) && numbers.getOrDefault(most, 0L) < numbers.getOrDefault(least, 0L) + room) {
      decide(most, numbers.getOrDefault(least, 0L) + room, "it has to leave room above " + least);
    }
    if (written.containsKey(START_SERVERS) && numbers.getOrDefault(START_SERVERS, 1L) > processes) {
      decide(START_SERVERS, processes, "no more than " + processes + (processes == 1 ? " process is" : " processes are") + " to run");
    }
  }

  /// Until httpd corrects nothing.
  private void settle() {
    for (int i = 0; i < MOST_ROUNDS; i++) {
      Map<MpmDirective, String> texts = new EnumMap<>(MpmDirective.class);
      numbers.forEach((d, value) -> texts.put(d, Long.toString(value)));
      Figures after = Figures.of(mpm, version, texts);
      if (after.corrections().isEmpty()) {
        return;
      }
      for (Correction c : after.corrections()) {
        Figures.Value value = after.numbers().get(c.directive());
        if (value == null) {
          continue;
        }
        long runs = (long) value.effective();
        Long old = numbers.put(c.directive(), runs);
        if (old != null && old != runs && (written.containsKey(c.directive()) || why.containsKey(c.directive()))) {
          why.put(c.directive(), "httpd would run " + runs);
        }
      }
    }
  }

  /// Children that would be ended for being idle are not started.
  private void start(int threads) {
    MpmDirective most = mpm == Mpm.PREFORK ? MAX_SPARE_SERVERS : MAX_SPARE_THREADS;
    long mayStay = numbers.getOrDefault(most, Long.MAX_VALUE);
    long start = numbers.getOrDefault(START_SERVERS, 1L);
    if (start * threads > mayStay && (written.containsKey(START_SERVERS) || written.containsKey(most))) {
      decide(START_SERVERS, Math.max(1, mayStay / threads), most + " lets " + mayStay + " idle ones stay");
    }
  }
}
