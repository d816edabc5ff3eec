package dev.mpmlint.server.child;

import dev.mpmlint.server.connection.Workbench;
import dev.mpmlint.server.scoreboard.WorkerSlot;
import dev.mpmlint.server.scoreboard.WorkerStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A child's worker threads, and the queue from which they take work: httpd's fdqueue.c. The listener gives, workers take.
///
/// @param <W> what a worker gets
final class Workers<W> {
  /// What a worker does with it.
  interface Job<W> {
    void run(W work, Workbench bench);

    /// What it does last, counted as idle already: nobody who hears of the work from here may find the worker busy still.
    default void handOn(W work) {}
  }

  private final ChildServer server;
  private final Job<W> job;
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();
  private final Condition freed = lock.newCondition();
  // Workers count themselves in before they ask for the lock, for which they may have to wait; the rest is under it.
  private final AtomicInteger idle = new AtomicInteger();
  private final Queue<W> queue = new ArrayDeque<>();
  private boolean takesMore = true;
  private boolean ending;
  private @Nullable Runnable whenFreed;

  Workers(ChildServer server, Job<W> job) {
    this.server = server;
    this.job = job;
  }

  /// Starts all threads.
  ///
  /// @throws OutOfMemoryError when the system gives no more threads
  void start() {
    int count = server.settings().pool().threadsPerChild();
    for (int i = 0; i < count; i++) {
      int number = i;
      Thread t =
          new Thread(null, () -> work(number), "worker-" + number, server.settings().pool().threadStackSize());
      threads.add(t);
      t.start();
    }
  }

  private void work(int number) {
    WorkerSlot slot = server.worker(number);
    slot.status(WorkerStatus.STARTING);
    Workbench bench = server.bench(slot);
    idle.incrementAndGet();
    while (true) {
      bench.status(WorkerStatus.READY);
      W work = take();
      if (work == null) {
        slot.status(WorkerStatus.DEAD);
        return;
      }
      job.run(work, bench);
      idle.incrementAndGet();
      job.handOn(work);
    }
  }

  /// Null when the workers are to end and nothing is left.
  private @Nullable W take() {
    lock.lock();
    try {
      freed.signal();
      Runnable told = whenFreed;
      if (told != null) {
        whenFreed = null;
        told.run();
      }
      W work = queue.poll();
      while (work == null && !ending) {
        given.awaitUninterruptibly();
        work = queue.poll();
      }
      idle.decrementAndGet();
      return work;
    } finally {
      lock.unlock();
    }
  }

  void give(W work) {
    lock.lock();
    try {
      queue.add(work);
      given.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Workers that wait for work and for whom none is there yet.
  int idle() {
    lock.lock();
    try {
      return Math.max(0, idle.get() - queue.size());
    } finally {
      lock.unlock();
    }
  }

  /// Waits until a worker is idle; false after [#takeNoMore].
  boolean awaitIdle() {
    lock.lock();
    try {
      while (idle.get() <= queue.size() && takesMore) {
        freed.awaitUninterruptibly();
      }
      return takesMore;
    } finally {
      lock.unlock();
    }
  }

  /// Has this called once when a worker becomes idle; at once when one is.
  void tellWhenFreed(Runnable told) {
    lock.lock();
    try {
      if (idle.get() > queue.size()) {
        told.run();
      } else {
        whenFreed = told;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Nobody need wait for an idle worker any more. What is given still is done.
  void takeNoMore() {
    lock.lock();
    try {
      takesMore = false;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Idle workers end now, the others when they have done what is theirs. To be called when nothing will be given.
  void end() {
    lock.lock();
    try {
      ending = true;
      given.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether all have ended, waited for so long.
  boolean ended(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (Thread t : threads) {
      try {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (left > 0) {
          t.join(left);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      if (t.isAlive()) {
        return false;
      }
    }
    return true;
  }
}
