package dev.mpmlint.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// How the kernel shares the processors out to a thread and to what it starts. Stateless.
public final class Scheduling {
  private static final Path SELF = Path.of("/proc/thread-self/stat");

  /// The number of sched_setattr(2), which most C libraries have no function for.
  private static final Map<String, Integer> NUMBERS = Map.of("amd64", 314, "aarch64", 274);

  // struct sched_attr: size, policy, flags (two words), nice, priority, runtime.
  private static final int SIZE = 48;
  private static final int NICE_AT = 16;
  private static final int RUNTIME_AT = 24;

  // Fields of /proc/PID/stat, counted behind the name: proc(5) numbers them from 1, the state being 3.
  private static final int NICE = 19 - 3;
  private static final int POLICY = 41 - 3;

  private Scheduling() {}

  /// How long this thread, and each that it or a process started by it starts from now on, keeps a processor for which others
  /// wait. The shorter, the sooner it gets one when it has something to do. Linux heeds it since 6.12; older ones, other
  /// processors than these two, and threads whose policy somebody has chosen stay as they are.
  ///
  /// @param slice 0.1 to 100 ms, says the kernel
  public static void slice(Duration slice) {
    Integer number = NUMBERS.get(System.getProperty("os.arch"));
    if (number == null) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      String stat = Files.readString(SELF, StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      if (!fields[POLICY].equals("0")) {
        return;
      }
      MemorySegment attributes = arena.allocate(SIZE, Long.BYTES);
      attributes.set(C.INT, 0, SIZE);
      attributes.set(C.INT, NICE_AT, Integer.parseInt(fields[NICE]));
      attributes.set(C.LONG, RUNTIME_AT, slice.toNanos());
      C.call("syscall", C.LONG, C.LONG, C.POINTER, C.LONG).on(arena, (long) number, 0L, attributes, 0L);
    } catch (IOException _) {
      // Then the kernel's own slice it is.
    }
  }
}
