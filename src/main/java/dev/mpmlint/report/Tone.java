package dev.mpmlint.report;

import dev.mpmlint.rules.Severity;

/// What a piece of text is, for those terminals that show it by colour.
public enum Tone {
  ERROR("1;31"),
  MISSING("1;35"),
  WARNING("1;33"),
  INFO("1;34"),
  /// The message itself, headings, names that were asked for.
  STRONG("1"),
  /// Line numbers and the lines that frame an excerpt.
  FRAME("34"),
  /// Places beside the primary one.
  RELATED("36"),
  /// All is well.
  GOOD("32");

  private final String sgr;

  Tone(String sgr) {
    this.sgr = sgr;
  }

  static Tone of(Severity severity) {
    return switch (severity) {
      case ERROR -> ERROR;
      case MISSING -> MISSING;
      case WARNING -> WARNING;
      case INFO -> INFO;
    };
  }

  String paint(String text) {
    return "\u001b[" + sgr + "m" + text + "\u001b[0m";
  }
}
