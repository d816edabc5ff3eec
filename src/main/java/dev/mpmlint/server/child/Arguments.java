package dev.mpmlint.server.child;

import java.nio.file.Path;

/// What the control process tells a child on its command line. Descriptors: 0 is nothing to read, 1 nowhere to write, 2
/// the error log, then the listeners, the settings, the logs.
///
/// @param slot which of the scoreboard's rows is the child's
/// @param generation which it belongs to
/// @param scoreboard the mapped file
/// @param acceptLock locked by the child that waits at the listeners, where there are several
/// @param listeners how many
/// @param descriptors how many in all
public record Arguments(int slot, int generation, Path scoreboard, Path acceptLock, int listeners, int descriptors) {
  private static final int FIRST_LISTENER = 3;

  static Arguments of(String... args) {
    if (args.length != 6) {
      throw new IllegalArgumentException("a child is started by mpmlint serve only");
    }
    return new Arguments(
        Integer.parseInt(args[0]),
        Integer.parseInt(args[1]),
        Path.of(args[2]),
        Path.of(args[3]),
        Integer.parseInt(args[4]),
        Integer.parseInt(args[5]));
  }

  int listener(int index) {
    return FIRST_LISTENER + index;
  }

  int settings() {
    return FIRST_LISTENER + listeners;
  }

  int firstLog() {
    return settings() + 1;
  }
}
