package dev.mpmlint.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Who a process is. The C library changes all threads of the process together. Stateless.
public final class Identity {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PR_GET_DUMPABLE = 3;
  private static final int PRIO_PROCESS = 0;
  private static final int ESRCH = 3;

  private static final Path THREADS = Path.of("/proc/self/task");

  private static final C.Numeric SETGROUPS = C.numeric("setgroups");
  private static final C.Numeric SETGID = C.numeric("setgid");
  private static final C.Numeric SETUID = C.numeric("setuid");
  private static final C.Numeric SETPRIORITY = C.numeric("setpriority");
  private static final C.Numeric PRCTL = C.numeric("prctl");

  private Identity() {}

  /// Finds the functions, which takes Java a while, before they are needed.
  public static void prepare() {
    try (Arena arena = Arena.ofConfined()) {
      PRCTL.on(arena, PR_GET_DUMPABLE, 0, 0);
    } catch (OsException _) {
      // Only asked in order to have it ready.
    }
  }

  /// Supplementary groups, for good unless the process is root.
  public static void groups(int... gids) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment list = arena.allocateFrom(C.INT, gids);
      SETGROUPS.on(arena, gids.length, list.address(), 0);
    }
  }

  public static void gid(int gid) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      SETGID.on(arena, gid, 0, 0);
    }
  }

  public static void uid(int uid) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      SETUID.on(arena, uid, 0, 0);
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
      SETPRIORITY.on(arena, PRIO_PROCESS, thread, value);
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
      PRCTL.on(arena, PR_SET_PDEATHSIG, signal, 0);
    }
  }
}
