package dev.mpmlint.os;

import static dev.mpmlint.os.C.INT;
import static dev.mpmlint.os.C.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Child processes as the C library starts and reaps them: with descriptors handed on, and the way in which they ended
/// told, signals included. Stateless.
public final class Children {
  private static final int WNOHANG = 1;
  private static final int WEXITED = 4;
  private static final int WNOWAIT = 0x0100_0000;
  private static final int P_PID = 1;

  // Of siginfo_t, as Linux lays it out on machines of 64 bits.
  private static final int SIGINFO_SIZE = 128;
  private static final int SI_CODE = 8;
  private static final int SI_PID = 16;
  private static final int SI_STATUS = 24;
  private static final int CLD_EXITED = 1;
  private static final int CLD_DUMPED = 3;

  private static final int SETSIGDEF = 0x04;
  private static final int SETSIGMASK = 0x08;

  // Both structures are smaller in every C library of Linux.
  private static final int ACTIONS_SIZE = 512;
  private static final int ATTRIBUTES_SIZE = 1024;
  private static final int SIGSET_SIZE = 256;

  private static final MethodHandle SPAWN =
      C.function(
          "posix_spawn", FunctionDescriptor.of(INT, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER));
  private static final MethodHandle ACTIONS_INIT = simple("posix_spawn_file_actions_init");
  private static final MethodHandle ACTIONS_DESTROY = simple("posix_spawn_file_actions_destroy");
  private static final MethodHandle ADD_DUP2 =
      C.function("posix_spawn_file_actions_adddup2", FunctionDescriptor.of(INT, POINTER, INT, INT));
  private static final Optional<MethodHandle> ADD_CLOSE_FROM =
      C.optional("posix_spawn_file_actions_addclosefrom_np", FunctionDescriptor.of(INT, POINTER, INT));
  private static final MethodHandle ATTRIBUTES_INIT = simple("posix_spawnattr_init");
  private static final MethodHandle ATTRIBUTES_DESTROY = simple("posix_spawnattr_destroy");
  private static final MethodHandle SET_FLAGS =
      C.function("posix_spawnattr_setflags", FunctionDescriptor.of(INT, POINTER, C.SHORT));
  private static final MethodHandle SET_DEFAULT =
      C.function("posix_spawnattr_setsigdefault", FunctionDescriptor.of(INT, POINTER, POINTER));
  private static final MethodHandle SET_MASK =
      C.function("posix_spawnattr_setsigmask", FunctionDescriptor.of(INT, POINTER, POINTER));
  private static final MethodHandle EMPTY_SET = simple("sigemptyset");
  private static final MethodHandle FULL_SET = simple("sigfillset");
  private static final C.Call WAITPID = C.call("waitpid", INT, POINTER, INT);
  private static final C.Call WAITID = C.call("waitid", INT, INT, POINTER, INT);
  private static final C.Call KILL = C.call("kill", INT, INT);

  private Children() {}

  private static MethodHandle simple(String name) {
    return C.function(name, FunctionDescriptor.of(INT, POINTER));
  }

  /// Starts a program. It has no descriptors but those given, and the default reaction to every signal.
  ///
  /// A death signal that the program asks for (`setpriv --pdeathsig`) comes when the calling *thread* ends: call from one
  /// that lives as long as the process.
  ///
  /// @param command the program's absolute path and its arguments
  /// @param descriptors those of this process that it gets as 0, 1, 2, …; each at least as large as the list, so that
  ///     none is overwritten before it is handed on (see [Descriptors#high])
  /// @return the process id
  public static int spawn(List<String> command, Map<String, String> environment, List<Integer> descriptors)
      throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment actions = arena.allocate(ACTIONS_SIZE, 16);
      MemorySegment attributes = arena.allocate(ATTRIBUTES_SIZE, 16);
      check(C.invoke(ACTIONS_INIT, actions));
      check(C.invoke(ATTRIBUTES_INIT, attributes));
      try {
        for (int i = 0; i < descriptors.size(); i++) {
          check(C.invoke(ADD_DUP2, actions, descriptors.get(i), i));
        }
        if (ADD_CLOSE_FROM.isPresent()) {
          check(C.invoke(ADD_CLOSE_FROM.get(), actions, descriptors.size()));
        }
        resetSignals(arena, attributes);
        MemorySegment pid = arena.allocate(INT);
        MemorySegment path = arena.allocateFrom(command.getFirst());
        List<String> variables = environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
        check(C.invoke(SPAWN, pid, path, actions, attributes, strings(arena, command), strings(arena, variables)));
        return pid.get(INT, 0);
      } finally {
        C.invoke(ACTIONS_DESTROY, actions);
        C.invoke(ATTRIBUTES_DESTROY, attributes);
      }
    }
  }

  /// Java blocks and handles signals of its own; they are not to be inherited.
  private static void resetSignals(Arena arena, MemorySegment attributes) throws OsException {
    MemorySegment signals = arena.allocate(SIGSET_SIZE, 16);
    C.invoke(EMPTY_SET, signals);
    check(C.invoke(SET_MASK, attributes, signals));
    C.invoke(FULL_SET, signals);
    check(C.invoke(SET_DEFAULT, attributes, signals));
    check(C.invoke(SET_FLAGS, attributes, (short) (SETSIGDEF | SETSIGMASK)));
  }

  private static MemorySegment strings(Arena arena, List<String> strings) {
    MemorySegment array = arena.allocate(ValueLayout.ADDRESS, strings.size() + 1L);
    for (int i = 0; i < strings.size(); i++) {
      array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(strings.get(i)));
    }
    return array;
  }

  private static void check(Object result) throws OsException {
    int error = (int) result;
    if (error != 0) {
      throw C.error(error);
    }
  }

  /// How a child of this process ended; empty while it runs. A child is told of once.
  ///
  /// @throws OsException when there is no such child
  public static Optional<Exit> reap(int pid) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(INT);
      int reaped = WAITPID.on(arena, pid, status, WNOHANG);
      return reaped == 0 ? Optional.empty() : Optional.of(new Exit(status.get(INT, 0)));
    }
  }

  /// How a child of this process ended; empty while it runs. It is not reaped: its id stays its own, and it is told of again.
  ///
  /// @throws OsException when there is no such child
  public static Optional<Exit> peek(int pid) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(SIGINFO_SIZE, 8);
      WAITID.on(arena, P_PID, pid, info, WEXITED | WNOHANG | WNOWAIT);
      if (info.get(INT, SI_PID) == 0) {
        return Optional.empty();
      }
      int code = info.get(INT, SI_CODE);
      int status = info.get(INT, SI_STATUS);
      return Optional.of(new Exit(code == CLD_EXITED ? status << 8 : code == CLD_DUMPED ? status | 0x80 : status));
    }
  }

  /// Sends a signal; whether there was a process to get it.
  public static boolean kill(int pid, int signal) {
    try (Arena arena = Arena.ofConfined()) {
      KILL.on(arena, pid, signal);
      return true;
    } catch (OsException e) {
      return e.errno() == OsException.EPERM;
    }
  }
}
