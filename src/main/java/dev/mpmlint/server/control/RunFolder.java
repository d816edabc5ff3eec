package dev.mpmlint.server.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of one running server, in memory where the system has such a place: scoreboard, settings, crash reports.
/// Children, who may be another user, can reach what they are to open and list nothing. Its name tells whose it is, so
/// that what a killed server left can be told from what is in use.
final class RunFolder implements AutoCloseable {
  private static final String PREFIX = "mpmlint-serve-";
  private static final int START_TIME = 19;
  private static final String ROOT = "root";

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  static RunFolder create() throws IOException {
    removeStale();
    Path folder = Files.createTempDirectory(parent(), PREFIX + name(ProcessHandle.current().pid()) + "-");
    RunFolder made = new RunFolder(folder);
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      Files.createDirectory(made.crashes());
    } catch (IOException e) {
      made.close();
      throw e;
    }
    return made;
  }

  private static Path parent() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  /// A process for good: its id comes again, but not with the same start time. Empty when there is none.
  private static String name(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      // The program's name stands in parentheses and may hold anything.
      return pid + "-" + stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[START_TIME];
    } catch (IOException | IndexOutOfBoundsException _) {
      return "";
    }
  }

  /// That of a server that runs as this process.
  static Optional<Path> of(int pid) {
    String name = name(pid);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent(), PREFIX + name + "-*")) {
      for (Path folder : found) {
        return Optional.of(folder);
      }
    } catch (IOException _) {
      // Where nothing can be seen, nothing is known to run.
    }
    return Optional.empty();
  }

  /// Removes folders of servers of this user that were killed.
  private static void removeStale() {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent(), PREFIX + "*-*-*")) {
      Object own = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      for (Path folder : found) {
        String[] words = String.valueOf(folder.getFileName()).substring(PREFIX.length()).split("-", 3);
        boolean ours =
            Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && own.equals(Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        if (ours && isNumber(words[0]) && !(words[0] + "-" + words[1]).equals(name(Long.parseLong(words[0])))) {
          remove(folder);
        }
      }
    } catch (IOException _) {
      // Another one that starts at the same time has removed it.
    }
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  static Path scoreboard(Path folder) {
    return folder.resolve("scoreboard");
  }

  Path scoreboard() {
    return scoreboard(folder);
  }

  Path acceptLock() {
    return folder.resolve("accept.lock");
  }

  /// Where a dying child's Java reports why.
  Path crashes() {
    return folder.resolve("crashes");
  }

  Path crash(int pid) {
    return crashes().resolve("pid" + pid + ".log");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /// Hands what children open to their user. Those that have opened it keep it.
  void hand(Account children) throws IOException {
    if (children.uid() < 0 && !ROOT.equals(System.getProperty("user.name"))) {
      return;
    }
    for (Path file : List.of(scoreboard(), acceptLock(), crashes())) {
      Files.setAttribute(file, "unix:uid", Math.max(children.uid(), 0));
      Files.setAttribute(file, "unix:gid", Math.max(children.gid(), 0));
    }
  }

  @Override
  public void close() throws IOException {
    remove(folder);
  }

  /// Links are removed, not followed.
  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException _) {
      return;
    }
    for (Path p : all) {
      Files.deleteIfExists(p);
    }
  }
}
