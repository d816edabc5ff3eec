package dev.mpmlint.cli;

import dev.mpmlint.config.Overlay;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.policy.Judgement;
import dev.mpmlint.policy.SettingsFiles;
import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Checks again whenever a file that was read changes, or one comes or goes beside them, until the process is ended.
/// What did not change is not read again. Asks the file system for times rather than for notices: those do not come
/// from shared folders and containers' mounts.
final class Watch {
  /// So many folders, so deep below a ServerRoot, are watched for new files.
  private static final int MOST_FOLDERS = 500;
  private static final int LEVELS = 3;
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

  /// Who looks: made anew for each look, since settings may have changed too.
  interface Anew {
    Checker checker() throws UserError;
  }

  private final Anew anew;
  private final Streams streams;
  private final Map<Path, Stamp> stamps = new HashMap<>();
  private Map<String, SourceFile> read = Map.of();

  Watch(Anew anew, Streams streams) {
    this.anew = anew;
    this.streams = streams;
  }

  /// What cannot be read ends the first look only: later it may be a file that is just being written.
  ExitCode run(Look look) throws UserError, IOException {
    ExitCode code = look.at(judge(anew.checker()));
    do {
      streams.out().flush();
      streams.err().println("watching " + CheckCommand.count(read.size(), "file") + "; end with Ctrl-C");
      streams.err().flush();
      if (!changed()) {
        return code;
      }
      try {
        code = look.at(judge(anew.checker()));
      } catch (UserError e) {
        streams.err().println("mpmlint: " + e.getMessage());
        stamps.replaceAll((path, _) -> Stamp.of(path));
      }
    } while (!streams.out().checkError());
    return code;
  }

  private Judgement judge(Checker checker) throws UserError {
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
      for (String name : judgement.files().keySet()) {
        if (!name.startsWith("<")) {
          stamp(Path.of(name), before);
        }
      }
      judgement.tops().forEach(top -> stampFolders(top, before));
      stampSettings(checker);
      read = judgement.files();
      return judgement;
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private void stamp(Path file, Map<Path, Stamp> before) {
    Path folder = file.getParent();
    for (Path path : folder == null ? List.of(file) : List.of(file, folder)) {
      stamps.putIfAbsent(path, before.getOrDefault(path, Stamp.of(path)));
    }
  }

  /// Those that hold, and those that would be nearer if they came.
  private void stampSettings(Checker checker) {
    List<Path> files = new ArrayList<>();
    for (Checker.Group group : checker.groups()) {
      if (group.file().file() != null) {
        files.add(group.file().file());
      }
    }
    stamps.keySet().forEach(path -> files.add(path.resolve(SettingsFiles.NAME)));
    files.forEach(file -> stamps.putIfAbsent(file, Stamp.of(file)));
  }

  /// A wildcard may match nothing yet in the folder that it names.
  private void stampFolders(Path top, Map<Path, Stamp> before) {
    try (Stream<Path> below = Files.walk(top, LEVELS)) {
      below
          .filter(Files::isDirectory)
          .limit(MOST_FOLDERS)
          .forEach(folder -> stamps.putIfAbsent(folder, before.getOrDefault(folder, Stamp.of(folder))));
    } catch (IOException | UncheckedIOException _) {
      // What cannot be listed cannot be watched; the files that were read are.
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
