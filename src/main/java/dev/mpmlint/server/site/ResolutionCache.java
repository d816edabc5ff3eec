package dev.mpmlint.server.site;

import dev.mpmlint.server.content.Entity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What was found out about the paths of a virtual host, for a second. Bounded: when it is full it is emptied.
/// Thread-safe.
final class ResolutionCache {
  private static final int MOST = 1000;
  private static final int LONGEST_PATH = 512;
  static final long FRESH = 1_000_000_000L;

  /// How many bytes of files all virtual hosts keep together.
  static final class Budget {
    static final int LARGEST_FILE = 64 << 10;
    private static final long MOST_BYTES = 3 << 20;
    private final long most;
    private final AtomicLong used = new AtomicLong();

    /// @param none whether no file is kept: under mpm-itk it is the request's user who must be able to read it
    Budget(boolean none) {
      most = none ? -1 : MOST_BYTES;
    }

    boolean take(long bytes) {
      if (bytes > LARGEST_FILE || used.get() + bytes > most) {
        return false;
      }
      used.addAndGet(bytes);
      return true;
    }

    void give(long bytes) {
      used.addAndGet(-bytes);
    }
  }

  private final Map<String, Resolution> byPath = new ConcurrentHashMap<>();
  private final Budget budget;

  ResolutionCache(Budget budget) {
    this.budget = budget;
  }

  Budget budget() {
    return budget;
  }

  /// Null when nothing is known, or not for sure any more.
  @Nullable Resolution fresh(String path) {
    Resolution r = byPath.get(path);
    return r != null && System.nanoTime() - r.made < FRESH ? r : null;
  }

  /// What was known the last time, however old.
  @Nullable Resolution last(String path) {
    return byPath.get(path);
  }

  void put(String path, Resolution r) {
    if (path.length() > LONGEST_PATH) {
      return;
    }
    if (byPath.size() >= MOST) {
      byPath.values().forEach(this::release);
      byPath.clear();
    }
    Resolution old = byPath.put(path, r);
    if (old != null && !sameBytes(old, r)) {
      release(old);
    }
  }

  private static boolean sameBytes(Resolution a, Resolution b) {
    Entity x = a.entity;
    Entity y = b.entity;
    return x != null && y != null && x.bytes() == y.bytes();
  }

  private void release(Resolution r) {
    Entity e = r.entity;
    if (e != null && e.bytes() != null) {
      budget.give(e.bytes().capacity());
    }
  }

  void forget(String path) {
    Resolution old = byPath.remove(path);
    if (old != null) {
      release(old);
    }
  }
}
