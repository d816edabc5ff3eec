package dev.mpmlint.repl;

import dev.mpmlint.config.Overlay;
import java.io.PrintStream;
import java.util.List;

/// The commands of the program itself, as the conversation calls them on files as they would be.
public interface Program {
  /// Whether it has a command of that name.
  boolean knows(String word);

  /// Runs one command line, the program's name left out, and returns its exit code.
  int run(List<String> args, Overlay overlay, PrintStream out, PrintStream err);
}
