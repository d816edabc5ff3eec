package dev.mpmlint.cli;

import dev.mpmlint.report.Style;
import dev.mpmlint.report.Tone;

/// A command's help: what it does, how to call it, its options, examples. Fits 80 columns.
final class HelpText {
  private static final int INDENT = 25;
  private static final int WIDTH = 80;

  private HelpText() {}

  static String of(Command command, Style style) {
    StringBuilder out = new StringBuilder();
    String program = command.name().isEmpty() ? "mpmlint" : "mpmlint " + command.name();
    out.append("Usage: ").append(style.paint(Tone.STRONG, program)).append(' ').append(command.synopsis());
    out.append("\n\n").append(command.description());
    if (command.name().isEmpty()) {
      out.append('\n');
      for (Command each : Commands.all()) {
        entry(out, each.name(), each.summary());
      }
    }
    out.append('\n');
    for (Option option : command.options()) {
      entry(out, option.title(), option.help());
    }
    return out.append('\n').append(command.footer()).toString();
  }

  /// A name at the left, its text beside it, broken between words.
  static void entry(StringBuilder out, String name, String text) {
    out.append("  ").append(name);
    int column = 2 + name.length();
    if (column + 2 > INDENT) {
      out.append('\n');
      column = 0;
    }
    out.repeat(' ', INDENT - column);
    column = INDENT;
    for (String word : text.split(" ", -1)) {
      if (column > INDENT && column + 1 + word.length() > WIDTH) {
        out.append('\n').repeat(' ', INDENT);
        column = INDENT;
      }
      if (column > INDENT) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    out.append('\n');
  }
}
