package dev.mpmlint.cli;

import java.util.ArrayList;
import java.util.List;

/// Runs several command lines one after the other in one Java: the training run of the AOT cache when mpmlint is
/// packaged. Nothing else calls it.
final class Rehearsal {
  /// What stands between two command lines.
  static final String NEXT = "--then";

  private Rehearsal() {}

  /// @throws IllegalStateException when one of them cannot run
  public static void main(String[] args) {
    List<String> line = new ArrayList<>();
    for (String arg : args) {
      if (arg.equals(NEXT)) {
        run(line);
        line.clear();
      } else {
        line.add(arg);
      }
    }
    run(line);
  }

  private static void run(List<String> line) {
    int code = Main.run(line.toArray(String[]::new));
    if (code > 1) {
      throw new IllegalStateException("mpmlint " + String.join(" ", line) + " ended with " + code);
    }
  }
}
