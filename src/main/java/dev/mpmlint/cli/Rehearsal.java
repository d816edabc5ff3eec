package dev.mpmlint.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs several command lines one after the other in one Java: the training run of the AOT cache when mpmlint is
/// packaged. Nothing else calls it.
final class Rehearsal {
  /// What stands between two command lines.
  static final String NEXT = "--then";

  private Rehearsal() {}

  /// @throws IllegalStateException when one of them cannot run
  /// @throws IOException when a file that is to be standard input cannot be read
  public static void main(String[] args) throws IOException {
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

  /// A last word that begins with `<` names the file that is standard input.
  private static void run(List<String> line) throws IOException {
    if (!line.getLast().startsWith("<")) {
      end(line);
      return;
    }
    InputStream before = System.in;
    try (InputStream file = Files.newInputStream(Path.of(line.getLast().substring(1)))) {
      System.setIn(file);
      end(line.subList(0, line.size() - 1));
    } finally {
      System.setIn(before);
    }
  }

  private static void end(List<String> line) {
    int code = Main.run(line.toArray(String[]::new));
    if (code > 1) {
      throw new IllegalStateException("mpmlint " + String.join(" ", line) + " ended with " + code);
    }
  }
}
