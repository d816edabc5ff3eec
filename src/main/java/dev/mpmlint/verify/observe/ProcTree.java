package dev.mpmlint.verify.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Processes as the kernel shows them in /proc (proc(5)). What ends while it is looked at is left out.
public final class ProcTree {
  private static final Path PROC = Path.of("/proc");

  /// USER_HZ of all Linux systems that the JDK runs on.
  private static final int TICKS_PER_SECOND = 100;

  private ProcTree() {}

  /// One process at one moment.
  ///
  /// @param state the kernel's letter: `R`, `S`, `D`, `Z`, …
  /// @param uid the effective user
  /// @param threads the name (comm, at most 15 characters) of each thread
  /// @param cpuMillis user and system time, in steps of 10 ms
  /// @param startTicks since the machine was started, 100 a second; together with the pid it names a process for good
  public record Proc(
      long pid, long parent, char state, int uid, List<String> threads, long cpuMillis, long startTicks) {
    public Proc {
      threads = List.copyOf(threads);
    }

    /// How many threads have a name that begins so.
    public int threads(String prefix) {
      return (int) threads.stream().filter(name -> name.startsWith(prefix)).count();
    }
  }

  /// @param privateKib pages of this process alone, clean and dirty
  /// @param pssKib each page divided by the number of processes that have it
  public record Memory(long privateKib, long pssKib) {}

  /// The processes whose parent this is, zombies among them, by pid.
  public static List<Proc> children(long parent) throws IOException {
    List<Proc> children = new ArrayList<>();
    for (long pid : childPids(parent)) {
      read(pid).filter(p -> p.parent == parent).ifPresent(children::add);
    }
    children.sort((a, b) -> Long.compare(a.pid, b.pid));
    return children;
  }

  /// Those, and their own children and so on, in no order.
  public static List<Long> descendants(long ancestor) throws IOException {
    List<Long> all = new ArrayList<>();
    for (long child : childPids(ancestor)) {
      all.add(child);
      all.addAll(descendants(child));
    }
    return all;
  }

  /// The kernel lists the children that each thread has started; where it does not, every process is asked.
  private static List<Long> childPids(long parent) throws IOException {
    List<Long> pids = new ArrayList<>();
    Path tasks = PROC.resolve(parent + "/task");
    if (!Files.exists(tasks.resolve(parent + "/children"))) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
        for (Path entry : entries) {
          if (parent(entry) == parent) {
            pids.add(Long.parseLong(entry.getFileName().toString()));
          }
        }
      }
      return pids;
    }
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        for (String pid : lists(thread).split(" ", -1)) {
          if (!pid.isBlank()) {
            pids.add(Long.parseLong(pid.strip()));
          }
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // It has just ended.
    }
    return pids;
  }

  private static String lists(Path thread) {
    try {
      return text(thread.resolve("children"));
    } catch (IOException _) {
      // This thread has just ended.
      return "";
    }
  }

  /// How many children there are that have not ended.
  public static int count(long parent) throws IOException {
    int count = 0;
    for (long pid : childPids(parent)) {
      String[] fields = stat(PROC.resolve(Long.toString(pid)));
      if (fields.length > 1 && !fields[0].equals("Z") && Long.parseLong(fields[1]) == parent) {
        count++;
      }
    }
    return count;
  }

  /// The children once they are as expected, or as they are after a minute.
  public static List<Proc> awaitChildren(long parent, Predicate<List<Proc>> expected) throws IOException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      List<Proc> children = children(parent);
      if (expected.test(children) || System.nanoTime() > end) {
        return children;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /// State, parent and the rest; empty when it has ended.
  private static String[] stat(Path process) {
    try {
      String stat = text(process.resolve("stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3);
    } catch (IOException _) {
      return new String[0];
    }
  }

  /// -1 when it has ended.
  private static long parent(Path process) {
    String[] fields = stat(process);
    return fields.length > 1 ? Long.parseLong(fields[1]) : -1;
  }

  public static Optional<Proc> read(long pid) {
    Path folder = PROC.resolve(Long.toString(pid));
    try {
      String stat = text(folder.resolve("stat"));
      // The name stands in parentheses and may hold anything; the rest are numbers and a letter.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
      long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      return Optional.of(
          new Proc(
              pid,
              Long.parseLong(fields[1]),
              fields[0].charAt(0),
              (int) number(text(folder.resolve("status")), "Uid:", 1),
              threads(folder.resolve("task")),
              ticks * 1000 / TICKS_PER_SECOND,
              Long.parseLong(fields[19])));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// The state of each thread: the kernel's letter.
  public static List<Character> threadStates(long pid) throws IOException {
    List<Character> states = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
      for (Path entry : entries) {
        try {
          String stat = text(entry.resolve("stat"));
          states.add(stat.charAt(stat.lastIndexOf(')') + 2));
        } catch (IOException _) {
          // This thread has just ended.
        }
      }
    }
    return states;
  }

  /// From smaps_rollup; needs the same user, or root.
  public static Optional<Memory> memory(long pid) {
    try {
      String rollup = text(PROC.resolve(pid + "/smaps_rollup"));
      long own = number(rollup, "Private_Clean:", 0) + number(rollup, "Private_Dirty:", 0);
      return Optional.of(new Memory(own, number(rollup, "Pss:", 0)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static List<String> threads(Path tasks) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(tasks)) {
      for (Path entry : entries) {
        try {
          names.add(text(entry.resolve("comm")).strip());
        } catch (IOException _) {
          // This thread has just ended.
        }
      }
    }
    return names;
  }

  /// The number at this place of the line, counted from 0 behind the key.
  private static long number(String text, String key, int place) throws IOException {
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.substring(key.length()).strip().split("\\s+", -1)[place]);
      }
    }
    throw new IOException("no " + key);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
