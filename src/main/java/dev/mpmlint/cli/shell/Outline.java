package dev.mpmlint.cli.shell;

import java.util.List;

/// A program as its user sees it: commands, options, words.
///
/// @param name of the program: `mpmlint`
/// @param version as `0.1.0`
/// @param date of that version: `2026-11-22`
/// @param itself options and texts of the program without a command
public record Outline(String name, String version, String date, Command itself, List<Command> commands) {
  public Outline {
    commands = List.copyOf(commands);
  }

  /// @param word what is typed; empty for the program itself
  /// @param summary a few words
  /// @param synopsis what may follow the word
  /// @param description a paragraph
  /// @param footer examples and exit codes, line by line
  /// @param operand what is named behind the options
  public record Command(
      String word, String summary, String synopsis, String description, String footer, List<Option> options, Argument operand) {
    public Command {
      options = List.copyOf(options);
    }
  }

  /// @param names as typed, `-q` before `--quiet`
  /// @param argument what it takes
  /// @param help a few words
  public record Option(List<String> names, Argument argument, String help) {
    public Option {
      names = List.copyOf(names);
    }

    /// The longest name.
    public String name() {
      return names.getLast();
    }
  }

  /// What may stand at a place.
  ///
  /// @param kind of what a shell can complete
  /// @param label as the help shows it: `FILE`; empty with [Kind#NONE]
  /// @param words for [Kind#WORD]: all that there are
  public record Argument(Kind kind, String label, List<String> words) {
    public static final Argument NONE = new Argument(Kind.NONE, "", List.of());

    public Argument {
      words = List.copyOf(words);
    }

    public boolean taken() {
      return kind != Kind.NONE;
    }
  }

  /// What a shell can complete.
  public enum Kind {
    /// Nothing is taken.
    NONE,
    /// The name of a file.
    FILE,
    /// The name of a folder.
    FOLDER,
    /// One of a few words.
    WORD,
    /// Text that only the user knows.
    TEXT
  }
}
