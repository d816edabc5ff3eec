package dev.mpmlint.format;

/// What one level of nesting is indented by.
///
/// @param unit blanks, or one tab
public record Indent(String unit) {
  /// The widest indentation by blanks.
  public static final int WIDEST = 16;

  /// As httpd's own documentation has it.
  public static final Indent DEFAULT = spaces(4);

  public static final Indent TAB = new Indent("\t");

  public Indent {
    boolean blanks = unit.isBlank() && unit.indexOf('\t') < 0 && unit.length() <= WIDEST;
    if (unit.isEmpty() || !blanks && !unit.equals("\t")) {
      throw new IllegalArgumentException("an indentation is 1 to " + WIDEST + " blanks or a tab");
    }
  }

  /// @param width from 1 to [#WIDEST]
  public static Indent spaces(int width) {
    return new Indent(" ".repeat(width));
  }

  String at(int level) {
    return unit.repeat(level);
  }
}
