package dev.mpmlint.cli;

import dev.mpmlint.config.Overlay;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.policy.Judgement;
import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Checks again whenever a file that was read changes, or one comes or goes beside them, until the process is ended.
/// What did not change is not read again. Asks the file system for times rather than for notices: those do not come
/// from shared folders and containers' mounts.
final class Watch {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /// What tells that a file is the same; all of it null-free, so that a missing file is a value too.
  private record Stamp(boolean there, Object key, long time, long size) {
    static final Stamp MISSING = new Stamp(false, "", 0, 0);

    static Stamp of(Path path) {
      try {
        BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class);
        Object key = a.fileKey() == null ? "" : a.fileKey();
        return new Stamp(true, key, a.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS), a.size());
      } catch (IOException _) {
        return MISSING;
      }
    }
  }

  /// What is done with each judgement.
  interface Look {
    ExitCode at(Judgement judgement) throws UserError, IOException;
  }

  private final Checker checker;
  private final Streams streams;
  private final Map<Path, Stamp> stamps = new HashMap<>();
  private Map<String, SourceFile> read = Map.of();

  Watch(Checker checker, Streams streams) {
    this.checker = checker;
    this.streams = streams;
  }

  ExitCode run(Look look) throws UserError, IOException {
    ExitCode code;
    do {
      code = look.at(judge());
      streams.out().println("watching " + CheckCommand.count(read.size(), "file") + "; end with Ctrl-C");
      streams.out().println();
      streams.out().flush();
    } while (changed() && !streams.out().checkError());
    return code;
  }

  private Judgement judge() throws UserError {
    Map<Path, SourceFile> same = new HashMap<>();
    read.forEach(
        (name, file) -> {
          Path path = Path.of(name);
          Stamp stamp = stamps.get(path);
          if (stamp != null && stamp.there && stamp.equals(Stamp.of(path))) {
            same.put(path, file);
          }
        });
    try {
      // Times first: what changes while it is read is read once more.
      Map<Path, Stamp> before = new HashMap<>();
      stamps.keySet().forEach(path -> before.put(path, Stamp.of(path)));
      Judgement judgement = checker.judge(Overlay.of(same));
      stamps.clear();
      judgement.files().keySet().stream().filter(name -> !name.startsWith("<")).map(Path::of).forEach(path -> stamp(path, before));
      read = judgement.files();
      return judgement;
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private void stamp(Path file, Map<Path, Stamp> before) {
    Path folder = file.getParent();
    for (Path path : folder == null ? java.util.List.of(file) : java.util.List.of(file, folder)) {
      stamps.putIfAbsent(path, before.getOrDefault(path, Stamp.of(path)));
    }
  }

  /// Waits; false when the thread is interrupted.
  private boolean changed() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      for (Map.Entry<Path, Stamp> each : stamps.entrySet()) {
        if (!each.getValue().equals(Stamp.of(each.getKey()))) {
          return true;
        }
      }
    }
    return false;
  }
}
