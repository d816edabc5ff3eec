package dev.mpmlint.advise;

import java.util.function.Consumer;

/// What an access log tells of the load: rates, concurrency, service times. Constant memory: the last hour or so second
/// by second, the rest as histograms. Give it to [AccessLogReader]; then call [#finish] once. Owned by one thread.
///
/// Lines come in the order in which requests ended, so one that took long started before many that stand above it; the
/// window of 4096 seconds is what may be that far out of order. Where nothing came for longer, that time does not count.
public final class LoadProfile implements Consumer<LoggedRequest> {
  private static final int WINDOW = 4096;
  private static final long MICROS = 1_000_000;

  private final int[] arrivals = new int[WINDOW];
  /// Microseconds of requests that begin or end within the second.
  private final long[] partly = new long[WINDOW];
  /// Requests that begin to last whole seconds here, less those that stop to.
  private final int[] wholly = new int[WINDOW + 1];
  /// The first second of the window; second `s` has place `s % WINDOW`.
  private long base = Long.MIN_VALUE;
  private long newest = Long.MIN_VALUE;
  /// Where the time that is counted begins: after a silence, anew.
  private long begin = Long.MAX_VALUE;
  private long level;

  private final Histogram durations = new Histogram();
  private final Histogram rates = new Histogram();
  private final Histogram busyMillis = new Histogram();
  private long requests;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long busiestSecond;
  private long minute = Long.MIN_VALUE;
  private long inMinute;
  private long mostInMinute;
  private long busiestMinute;
  private double mostBusy;
  private long mostBusyAt;
  private long connections;
  private long serverErrors;
  private long unavailable;

  @Override
  public void accept(LoggedRequest request) {
    long start = request.startMicros();
    long second = Math.floorDiv(start, MICROS);
    seat(second);
    second = Math.max(second, base);
    newest = Math.max(newest, second);
    begin = Math.min(begin, second);
    first = Math.min(first, second);
    last = Math.max(last, second);
    requests++;
    arrivals[place(second)]++;
    connections += request.keepAliveRequest() == 0 ? 1 : 0;
    serverErrors += request.status() >= 500 && request.status() <= 599 ? 1 : 0;
    unavailable += request.status() == 503 ? 1 : 0;
    if (request.durationMicros() >= 0) {
      durations.add(request.durationMicros());
      occupy(Math.max(start, second * MICROS), request.durationMicros());
    }
  }

  /// Makes room for a second.
  private void seat(long second) {
    if (base == Long.MIN_VALUE) {
      // Requests that started before the first line did and took long come later.
      base = second - WINDOW / 2;
      newest = second;
    } else if (second >= base + WINDOW || second < base - WINDOW) {
      if (second >= base + 2L * WINDOW || second < base) {
        flush(newest + 1);
        clear();
        base = second - WINDOW / 2;
        newest = second;
      } else {
        flush(second - WINDOW / 2);
      }
    }
  }

  /// What lasts beyond the window is cut there.
  private void occupy(long start, long duration) {
    long end = Math.min(start + Math.min(duration, WINDOW * MICROS), (base + WINDOW) * MICROS - 1);
    long from = Math.floorDiv(start, MICROS);
    long to = Math.floorDiv(end, MICROS);
    if (from == to) {
      partly[place(from)] += end - start;
      return;
    }
    partly[place(from)] += (from + 1) * MICROS - start;
    partly[place(to)] += end - to * MICROS;
    wholly[place(from + 1)]++;
    wholly[place(to)]--;
  }

  private static int place(long second) {
    return (int) Math.floorMod(second, (long) WINDOW);
  }

  private void clear() {
    java.util.Arrays.fill(arrivals, 0);
    java.util.Arrays.fill(partly, 0);
    java.util.Arrays.fill(wholly, 0);
    level = 0;
    begin = Long.MAX_VALUE;
    minute = Long.MIN_VALUE;
  }

  /// Counts the seconds before `to`, and frees their places.
  private void flush(long to) {
    for (; base < to; base++) {
      int at = place(base);
      level += wholly[at];
      if (base >= begin && base <= newest) {
        second(base, arrivals[at], level + partly[at] / (double) MICROS);
      }
      arrivals[at] = 0;
      partly[at] = 0;
      wholly[at] = 0;
    }
  }

  private void second(long at, int count, double busy) {
    if (count > 0 && count > rates.max()) {
      busiestSecond = at;
    }
    rates.add(count);
    busyMillis.add(Math.round(busy * 1000));
    if (busy > mostBusy) {
      mostBusy = busy;
      mostBusyAt = at;
    }
    long inThis = Math.floorDiv(at, 60L);
    if (inThis != minute) {
      minute = inThis;
      inMinute = 0;
    }
    inMinute += count;
    if (inMinute > mostInMinute) {
      mostInMinute = inMinute;
      busiestMinute = minute * 60;
    }
  }

  /// Counts what is still in the window. Nothing may be added afterwards.
  public void finish() {
    if (base != Long.MIN_VALUE) {
      flush(newest + 1);
    }
  }

  public long requests() {
    return requests;
  }

  /// The first request's second, since 1970.
  public long firstSecond() {
    return first;
  }

  public long lastSecond() {
    return last;
  }

  /// Seconds that were counted: from the first request to the last, without silence of more than an hour or two.
  public long seconds() {
    return rates.count();
  }

  /// Requests per second, on average.
  public double meanRate() {
    return seconds() == 0 ? 0 : (double) requests / seconds();
  }

  /// Requests of the busiest second.
  public long mostInSecond() {
    return rates.max();
  }

  public long busiestSecond() {
    return busiestSecond;
  }

  /// Requests per second in the busiest minute of the clock; of a log shorter than a minute, on average.
  public double busiestMinuteRate() {
    return mostInMinute / (double) Math.clamp(seconds(), 1, 60);
  }

  public long busiestMinute() {
    return busiestMinute;
  }

  /// Requests of each second.
  public Histogram rates() {
    return rates;
  }

  /// How long requests took, in microseconds; empty where the log does not tell.
  public Histogram durations() {
    return durations;
  }

  /// Workers busy on average in each second, in thousandths; all zero where the log tells no durations.
  public Histogram busyMillis() {
    return busyMillis;
  }

  /// Workers busy on average in the second in which they were most.
  public double mostBusy() {
    return mostBusy;
  }

  public long mostBusyAt() {
    return mostBusyAt;
  }

  /// Requests that were the first of their connection (`%k` is 0); 0 where that is not logged.
  public long connections() {
    return connections;
  }

  /// Answers 500 to 599.
  public long serverErrors() {
    return serverErrors;
  }

  /// Answers 503.
  public long unavailable() {
    return unavailable;
  }
}
