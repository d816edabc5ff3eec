package dev.mpmlint.verify.compare;

import dev.mpmlint.verify.compare.Stretch.Visit;
import dev.mpmlint.verify.load.Http;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/// People who ask for a page, each on a new connection, read it and ask again, until this is closed: a thread each. Nothing
/// is thrown; a request without a good answer is a visit that was not answered.
final class Visitors implements AutoCloseable {
  private static final String REQUEST = "GET /index.html HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  private static final long READING = 100_000_000;
  /// Of one answer after the load has ended.
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SERVER_ERROR = 500;

  private final int port;
  private final long begin;
  private final List<Thread> threads = new ArrayList<>();
  private final ConcurrentLinkedQueue<Visit> visits = new ConcurrentLinkedQueue<>();
  /// When each has begun to wait, of System.nanoTime() − begin + 1; 0 for one that reads.
  private final AtomicLongArray since;
  // Written by the owner, read by all visitors.
  private volatile boolean ending;

  private Visitors(int port, int count, long begin) {
    this.port = port;
    this.begin = begin;
    this.since = new AtomicLongArray(count);
  }

  /// @param port of 127.0.0.1
  /// @param begin as System.nanoTime() has it: the beginning of the load
  static Visitors start(int port, int count, long begin) {
    Visitors visitors = new Visitors(port, count, begin);
    for (int i = 0; i < count; i++) {
      int number = i;
      visitors.threads.add(Thread.ofVirtual().name("visitor-" + i).start(() -> visitors.run(number)));
    }
    return visitors;
  }

  private void run(int number) {
    // Not all at the same moment.
    LockSupport.parkNanos(READING / since.length() * number);
    while (!ending) {
      long asked = System.nanoTime();
      since.set(number, asked - begin + 1);
      boolean answered = ask();
      since.set(number, 0);
      visits.add(new Visit((asked - begin) / 1e9, (System.nanoTime() - asked) / 1e6, answered));
      LockSupport.parkNanos(READING);
    }
  }

  private boolean ask() {
    try (Http http = new Http(port)) {
      http.send(REQUEST);
      int status = http.answer("GET").status();
      return status >= 100 && status < SERVER_ERROR;
    } catch (IOException | NumberFormatException _) {
      return false;
    }
  }

  /// All visits that are over.
  List<Visit> visits() {
    return List.copyOf(visits);
  }

  /// How many milliseconds each of those waits who wait.
  List<Double> waiting() {
    List<Double> waits = new ArrayList<>();
    for (int i = 0; i < since.length(); i++) {
      long from = since.get(i);
      if (from != 0) {
        waits.add((System.nanoTime() - begin + 1 - from) / 1e6);
      }
    }
    return waits;
  }

  /// Lets each have its answer, for which it waits no longer than a few seconds.
  @Override
  public void close() {
    ending = true;
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (Thread thread : threads) {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
