package dev.mpmlint.server.log;

import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All files and programs that the server logs to, each once, in an order that every process finds: the main error log,
/// those of the virtual hosts, then the access logs. The control process opens them and hands children a descriptor for
/// each, since a child that runs as User often may not. Immutable.
public final class LogTargets {
  private final List<LogTarget> passed;

  private LogTargets(List<LogTarget> passed) {
    this.passed = passed;
  }

  public static LogTargets of(ServerSettings settings) {
    Map<String, LogTarget> found = new LinkedHashMap<>();
    add(mainErrors(settings), found);
    for (Item item : settings.items()) {
      if (isHost(item)) {
        for (Item inner : ((Section) item).items()) {
          if (inner.key().equals("errorlog")) {
            add(LogTarget.ofErrors(inner.argument(0), settings.serverRoot()), found);
          }
        }
      }
    }
    addAccess(settings.items(), settings.serverRoot(), found);
    for (Item item : settings.items()) {
      if (isHost(item)) {
        addAccess(((Section) item).items(), settings.serverRoot(), found);
      }
    }
    return new LogTargets(List.copyOf(found.values()));
  }

  static boolean isHost(Item item) {
    return item instanceof Section && item.key().equals("virtualhost");
  }

  /// Where the main server's errors go.
  public static LogTarget mainErrors(ServerSettings settings) {
    String text = LogTarget.DEFAULT_ERROR_LOG;
    for (Item item : settings.items()) {
      if (item.key().equals("errorlog")) {
        text = item.argument(0);
      }
    }
    return LogTarget.ofErrors(text, settings.serverRoot());
  }

  private static void addAccess(List<Item> items, String root, Map<String, LogTarget> found) {
    for (Item item : items) {
      switch (item.key()) {
        case "customlog", "transferlog", "globallog", "cookielog" -> add(LogTarget.of(item.argument(0), root), found);
        default -> {}
      }
    }
  }

  private static void add(LogTarget target, Map<String, LogTarget> found) {
    if (target.passed()) {
      found.putIfAbsent(target.key(), target);
    }
  }

  /// Files and programs in the order of their descriptors.
  public List<LogTarget> passed() {
    return passed;
  }

  /// The programs among them.
  public List<LogTarget> programs() {
    List<LogTarget> programs = new ArrayList<>();
    for (LogTarget target : passed) {
      if (target.kind() == LogTarget.Kind.PROGRAM) {
        programs.add(target);
      }
    }
    return programs;
  }

  /// What the control process opens, to append (`O_WRONLY | O_APPEND | O_CREAT`), in the order of the descriptors.
  ///
  /// @param pipes from [PipedLogs#run]; a program without one gets `/dev/null`
  public List<Path> files(Map<LogTarget, Path> pipes) {
    List<Path> files = new ArrayList<>(passed.size());
    for (LogTarget target : passed) {
      files.add(
          target.kind() == LogTarget.Kind.PROGRAM ? pipes.getOrDefault(target, Path.of("/dev/null")) : target.path());
    }
    return files;
  }
}
