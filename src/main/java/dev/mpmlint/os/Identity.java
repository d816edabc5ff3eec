package dev.mpmlint.os;

import static dev.mpmlint.os.C.INT;
import static dev.mpmlint.os.C.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Who a process is. The C library changes all threads of the process together. Stateless.
public final class Identity {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PRIO_PROCESS = 0;

  private static final C.Call SETGROUPS = C.call("setgroups", ValueLayout.JAVA_LONG, POINTER);
  private static final C.Call SETGID = C.call("setgid", INT);
  private static final C.Call SETUID = C.call("setuid", INT);
  private static final C.Call SETPRIORITY = C.call("setpriority", INT, INT, INT);
  private static final C.Call PRCTL =
      new C.Call(
          C.function(
              "prctl",
              FunctionDescriptor.of(INT, INT, ValueLayout.JAVA_LONG),
              Linker.Option.captureCallState("errno"),
              Linker.Option.firstVariadicArg(1)));

  private Identity() {}

  /// Finds the functions, which takes Java a while, before they are needed.
  public static void prepare() {
    try (Arena arena = Arena.ofConfined()) {
      PRCTL.on(arena, PR_SET_PDEATHSIG, 9L);
    } catch (OsException _) {
      // Only asked in order to have it ready.
    }
  }

  /// Supplementary groups, for good unless the process is root.
  public static void groups(int... gids) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment list = arena.allocateFrom(INT, gids);
      SETGROUPS.on(arena, (long) gids.length, list);
    }
  }

  public static void gid(int gid) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      SETGID.on(arena, gid);
    }
  }

  public static void uid(int uid) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      SETUID.on(arena, uid);
    }
  }

  /// The nice value of the whole process, -20 to 19.
  public static void nice(int value) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      SETPRIORITY.on(arena, PRIO_PROCESS, 0, value);
    }
  }

  /// The signal that this process gets when the thread that started it ends; forgotten whenever the user changes.
  public static void deathSignal(int signal) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      PRCTL.on(arena, PR_SET_PDEATHSIG, (long) signal);
    }
  }
}
