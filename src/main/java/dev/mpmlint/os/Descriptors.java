package dev.mpmlint.os;

import static dev.mpmlint.os.C.INT;
import static dev.mpmlint.os.C.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// File descriptors that are kept for children. Each is numbered so high that handing it on overwrites none, and is closed in
/// programs that are started otherwise. Stateless.
public final class Descriptors {
  private static final int LOWEST = 200;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int O_RDWR = 2;
  private static final int O_WRONLY = 1;
  private static final int O_CREAT = 0100;
  private static final int O_APPEND = 02000;
  private static final int O_CLOEXEC = 02000000;

  private static final C.Call CLOSE = C.call("close", INT);
  private static final C.Call OPEN =
      new C.Call(
          C.function(
              "open",
              FunctionDescriptor.of(INT, POINTER, INT, INT),
              Linker.Option.captureCallState("errno"),
              Linker.Option.firstVariadicArg(2)));
  private static final C.Call FCNTL =
      new C.Call(
          C.function(
              "fcntl",
              FunctionDescriptor.of(INT, INT, INT, INT),
              Linker.Option.captureCallState("errno"),
              Linker.Option.firstVariadicArg(2)));

  private Descriptors() {}

  /// Opens a log file: made when it is not there (mode 0644 less the umask), each write goes to its end.
  public static int append(Path file) throws OsException {
    return open(file, O_WRONLY | O_CREAT | O_APPEND);
  }

  /// Opens an existing file to read and write.
  public static int readWrite(Path file) throws OsException {
    return open(file, O_RDWR);
  }

  private static int open(Path file, int flags) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(file.toString());
      return high(OPEN.on(arena, path, flags | O_CLOEXEC, 0644));
    }
  }

  /// Moves a descriptor up, out of the way of the numbers that children get.
  static int high(int descriptor) throws OsException {
    try (Arena arena = Arena.ofConfined()) {
      return FCNTL.on(arena, descriptor, F_DUPFD_CLOEXEC, LOWEST);
    } finally {
      close(descriptor);
    }
  }

  /// Never fails: a descriptor that is closed already stays so.
  public static void close(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      CLOSE.on(arena, descriptor);
    } catch (OsException _) {
      // It was not open.
    }
  }
}
