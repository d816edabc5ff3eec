package dev.mpmlint.report;

/// The frame at the left of an excerpt: line numbers, and the lines that hold it together.
///
/// @param digits how many the biggest line number has
record Gutter(int digits, Style style) {
  static Gutter upTo(int lastLine, Style style) {
    return new Gutter(Math.max(2, Integer.toString(lastLine).length()), style);
  }

  /// `   ┌ FILE`.
  String top(String file) {
    return frame("", style.unicode() ? "┌" : ",") + " " + file;
  }

  /// ` 5 │ text`.
  String numbered(int line, String text) {
    return join(frame(Integer.toString(line), bar()), text);
  }

  /// `   │ text`.
  String bare(String text) {
    return join(frame("", bar()), text);
  }

  /// `   ├ text`.
  String note(String text) {
    return frame("", style.unicode() ? "├" : "|") + " " + text;
  }

  /// `   └ text`.
  String last(String text) {
    return frame("", style.unicode() ? "└" : "`") + " " + text;
  }

  private String bar() {
    return style.unicode() ? "│" : "|";
  }

  private String frame(String number, String sign) {
    return style.paint(Tone.FRAME, " ".repeat(Math.max(0, digits - number.length())) + number + " " + sign);
  }

  private static String join(String frame, String text) {
    return text.isEmpty() ? frame : frame + " " + text;
  }
}
