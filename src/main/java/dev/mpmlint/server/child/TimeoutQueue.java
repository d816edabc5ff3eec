package dev.mpmlint.server.child;

import org.jspecify.annotations.Nullable;

/// Parked connections that have the same time left, the oldest first: event's timeout_queue. Owned by the listener.
final class TimeoutQueue {
  private final long timeout;
  private @Nullable Parked first;
  private @Nullable Parked last;
  private int size;

  /// @param timeout in milliseconds
  TimeoutQueue(long timeout) {
    this.timeout = timeout;
  }

  long timeout() {
    return timeout;
  }

  int size() {
    return size;
  }

  @Nullable Parked first() {
    return first;
  }

  void add(Parked p, long now) {
    p.deadline = now + timeout;
    p.queue = this;
    p.before = last;
    p.after = null;
    if (last == null) {
      first = p;
    } else {
      last.after = p;
    }
    last = p;
    size++;
  }

  void remove(Parked p) {
    Parked before = p.before;
    Parked after = p.after;
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
    p.before = null;
    p.after = null;
    p.queue = null;
    size--;
  }
}
