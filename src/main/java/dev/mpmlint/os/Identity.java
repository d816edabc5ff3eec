package dev.mpmlint.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Who a process is. The C library changes all threads of the process together. Stateless.
public final class Identity {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PRIO_PROCESS = 0;
  private static final int ESRCH = 3;

  private static final Path THREADS = Path.of("/proc/self/task");

  // One shape for all, since each costs Java milliseconds. A function looks at no more of its arguments than it has, and
  // at no more of each than its type; on all of Linux's calling conventions this holds of prctl's `...` as well.
  private static final C.Call SETGROUPS = call("setgroups");
  private static final C.Call SETGID = call("setgid");
  private static final C.Call SETUID = call("setuid");
  private static final C.Call SETPRIORITY = call("setpriority");
  private static final C.Call PRCTL = call("prctl");

  private Identity() {}

  private static C.Call call(String name) {
    return C.call(name, C.LONG, C.LONG, C.LONG);
  }

  /// Finds the functions, which takes Java a while, before they are needed.
  public static void prepare() {
    try (Arena arena = Arena.ofConfined()) {
      PRCTL.on(arena, (long) PR_SET_PDEATHSIG, 9L, 0L);
    } catch (OsException _) {
      // Only asked in order to have it ready.
    }
  }

  /// Supplementary groups, for good unless the process is root.
  public static void groups(int... gids) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment list = arena.allocateFrom(C.INT, gids);
      SETGROUPS.on(arena, (long) gids.length, list.address(), 0L);
    }
  }

  public static void gid(int gid) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      SETGID.on(arena, (long) gid, 0L, 0L);
    }
  }

  public static void uid(int uid) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      SETUID.on(arena, (long) uid, 0L, 0L);
    }
  }

  /// The nice value of all threads of the process, -20 to 19: Linux has one for each.
  public static void nice(int value) throws OsException {
    String[] threads = THREADS.toFile().list();
    try (Arena arena = Arena.ofConfined()) {
      for (String thread : threads == null ? new String[] {"0"} : threads) {
        nice(arena, Long.parseLong(thread), value);
      }
    }
  }

  private static void nice(Arena arena, long thread, int value) throws OsException {
    try {
      SETPRIORITY.on(arena, (long) PRIO_PROCESS, thread, (long) value);
    } catch (OsException e) {
      // A thread may have ended since it was listed.
      if (e.errno() != ESRCH) {
        throw e;
      }
    }
  }

  /// The signal that this process gets when the thread that started it ends; forgotten whenever the user changes.
  public static void deathSignal(int signal) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      PRCTL.on(arena, (long) PR_SET_PDEATHSIG, (long) signal, 0L);
    }
  }
}
