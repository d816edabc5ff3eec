package dev.mpmlint.cli;

/// Where the program begins.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(App.ofProcess().run(System.in, StandardOutput.open(), System.err, args));
  }
}
