package dev.mpmlint.report.html;

/// Measures of a drawing, in the pixels of its view box. Text has 12 of them in both, so that it can be read on either
/// screen.
///
/// @param css its class, by which the style sheet shows the one that fits
/// @param width of the whole drawing
/// @param firstHeight of the first panel's plot
/// @param height of the other panels' plots
/// @param labelsBeside whether series are named at their ends; else above the plot
/// @param ticksAlong about so many ticks on the common axis
record Frame(String css, double width, double firstHeight, double height, boolean labelsBeside, int ticksAlong) {
  static final Frame WIDE = new Frame("wide", 760, 180, 112, true, 9);
  static final Frame NARROW = new Frame("narrow", 344, 150, 104, false, 5);

  /// A letter's width on average, and a line's height.
  static final double LETTER = 6.6;

  static final double LINE = 16;

  /// About how wide a text is.
  static double width(String text) {
    return text.codePointCount(0, text.length()) * LETTER;
  }
}
