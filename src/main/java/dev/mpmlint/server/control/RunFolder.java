package dev.mpmlint.server.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The folder of one running server, in memory where the system has such a place: scoreboard, settings, crash reports.
/// Children, who may be another user, can reach what they are to open and list nothing.
final class RunFolder implements AutoCloseable {
  private final Path folder;
  private final int uid;
  private final int gid;

  private RunFolder(Path folder, int uid, int gid) {
    this.folder = folder;
    this.uid = uid;
    this.gid = gid;
  }

  /// @param uid whose the files become; -1 when children stay who this process is
  static RunFolder create(int uid, int gid) throws IOException {
    Path memory = Path.of("/dev/shm");
    Path parent = Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    Path folder = Files.createTempDirectory(parent, "mpmlint-serve-");
    RunFolder made = new RunFolder(folder, uid, gid);
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      Files.createDirectory(made.crashes());
      made.give(made.crashes());
    } catch (IOException e) {
      made.close();
      throw e;
    }
    return made;
  }

  Path scoreboard() {
    return folder.resolve("scoreboard");
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

  /// Hands a file to the children's user.
  void give(Path file) throws IOException {
    if (uid >= 0) {
      Files.setAttribute(file, "unix:uid", uid);
      Files.setAttribute(file, "unix:gid", Math.max(gid, 0));
    }
  }

  @Override
  public void close() throws IOException {
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
