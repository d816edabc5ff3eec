package dev.mpmlint.server.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.IOUtil;

/// The log files of this process: those that the control process opened for it, else opened here by their path. Each is
/// open once, however many logs write to it. Used while the server starts, by one thread.
///
/// Opening `/proc/self/fd/N` would ask for permission again, which a child that runs as User often lacks: so the
/// descriptor itself is used, through the one package of the JDK that can wrap a number.
public final class InheritedFiles {
  private final List<LogTarget> inherited;
  private final int first;
  private final Map<String, LogFile> open = new HashMap<>();

  private InheritedFiles(List<LogTarget> inherited, int first) {
    this.inherited = inherited;
    this.first = first;
  }

  /// Nothing is inherited: every file is opened by its path, what goes to programs is dropped.
  public static InheritedFiles none() {
    return new InheritedFiles(List.of(), 0);
  }

  /// @param first the descriptor of the first target; those of the others follow it in their order
  public static InheritedFiles from(int first, LogTargets targets) {
    return new InheritedFiles(targets.passed(), first);
  }

  /// @throws IOException when the file cannot be opened; its message names the cause
  LogFile open(LogTarget target) throws IOException {
    LogFile known = open.get(target.key());
    if (known == null) {
      known = new LogFile(stream(target));
      open.put(target.key(), known);
    }
    return known;
  }

  private @Nullable FileOutputStream stream(LogTarget target) throws IOException {
    for (int i = 0; i < inherited.size(); i++) {
      if (inherited.get(i).key().equals(target.key())) {
        return new FileOutputStream(IOUtil.newFD(first + i));
      }
    }
    return switch (target.kind()) {
      case STDOUT -> new FileOutputStream(FileDescriptor.out);
      case STDERR -> new FileOutputStream(FileDescriptor.err);
      case FILE -> new FileOutputStream(target.path().toFile(), true);
      case PROGRAM -> null;
    };
  }
}
