package dev.mpmlint.cli;

/// Where the program begins.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Not exit: there is nothing to shut down, and the logger that exit asks first costs ten milliseconds.
    Runtime.getRuntime().halt(run(args));
  }

  /// Runs one command line of this process.
  static int run(String... args) {
    return App.ofProcess().run(System.in, StandardOutput.open(), System.err, args);
  }
}
