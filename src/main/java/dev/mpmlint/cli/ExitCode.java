package dev.mpmlint.cli;

/// How the program ends.
public enum ExitCode {
  /// Nothing was found that is as bad as `--fail-on` asks.
  CLEAN(0, "clean, or nothing as bad as --fail-on"),
  /// At least one finding is as bad as `--fail-on` asks, or worse.
  FINDINGS(1, "findings as bad as --fail-on, or worse"),
  /// It could not run: a bad option, a missing file, a fault of mpmlint.
  CANNOT_RUN(2, "could not run: a bad option, a missing file");

  private final int value;
  private final String sentence;

  ExitCode(int value, String sentence) {
    this.value = value;
    this.sentence = sentence;
  }

  public int value() {
    return value;
  }

  public String sentence() {
    return sentence;
  }
}
