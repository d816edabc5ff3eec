package dev.mpmlint.server.control;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.Signal;

/// What is asked of the control process by signals. The signal's thread writes, the main thread reads.
final class Requests {
  /// What to do, the gentlest first.
  enum Request {
    NONE,
    /// SIGUSR1: read the configuration again; children that serve finish.
    GRACEFUL,
    /// SIGHUP: read it again; children end at once.
    RESTART,
    /// SIGWINCH: accept no more, end when all is served.
    GRACEFUL_STOP,
    /// SIGTERM or SIGINT: end at once.
    STOP
  }

  private final AtomicReference<Request> request = new AtomicReference<>(Request.NONE);
  private final Thread main = Thread.currentThread();
  // Written by the signal's thread, taken back by the main one.
  private volatile boolean childEnded;

  /// Begins to listen to the signals. Called by the main thread, which they wake.
  static Requests listen() {
    Requests made = new Requests();
    made.on("TERM", Request.STOP);
    made.on("INT", Request.STOP);
    made.on("WINCH", Request.GRACEFUL_STOP);
    made.on("HUP", Request.RESTART);
    made.on("USR1", Request.GRACEFUL);
    Signal.handle(new Signal("CHLD"), _ -> made.wake());
    return made;
  }

  private void on(String signal, Request asks) {
    Signal.handle(new Signal(signal), _ -> ask(asks));
  }

  private void wake() {
    childEnded = true;
    LockSupport.unpark(main);
  }

  /// A graver request replaces one that waits.
  void ask(Request asked) {
    request.accumulateAndGet(asked, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    LockSupport.unpark(main);
  }

  /// Takes what is asked.
  Request take() {
    return request.getAndSet(Request.NONE);
  }

  boolean any() {
    return request.get() != Request.NONE;
  }

  /// Waits so long, or until something is asked or a child ends.
  void sleepOrChild(long nanos) {
    long until = System.nanoTime() + nanos;
    while (!any() && !childEnded) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        return;
      }
      LockSupport.parkNanos(left);
    }
    childEnded = false;
  }

  /// Waits so long, or until something is asked.
  void sleep(long millis) {
    long until = System.nanoTime() + millis * 1_000_000;
    while (!any()) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        return;
      }
      LockSupport.parkNanos(left);
    }
  }
}
