package dev.mpmlint.repl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What can be said in a conversation, besides a directive.
enum Verb {
  CHECK("", "what is wrong", Argument.NONE),
  MPM("", "which MPM, decided by which line, with which numbers", Argument.NONE),
  EFFECTIVE("", "the numbers in effect, and where each comes from", Argument.NONE),
  WHY("DIRECTIVE", "which lines set it, which one wins, and what becomes of it", Argument.DIRECTIVE),
  EXPLAIN("CODE|DIRECTIVE|MPM|AHnnnnn", "a page about it", Argument.EXPLAINED),
  SET("DIRECTIVE VALUE", "sets it; so does DIRECTIVE VALUE alone, or a whole section", Argument.SETTING),
  UNSET("DIRECTIVE", "comments its lines out, so that the default holds", Argument.DIRECTIVE),
  LOAD("MODULE", "loads it", Argument.MODULE),
  UNLOAD("MODULE", "takes it out", Argument.LOADED),
  SWITCH("MPM", "makes it the only MPM, as mpmlint switch would", Argument.MPM),
  UNDO("", "takes the last change back", Argument.NONE),
  REDO("", "makes it again", Argument.NONE),
  DIFF("", "all changes as a diff", Argument.NONE),
  ADVISE("[OPTIONS]", "which MPM and which numbers", Argument.OPTIONS),
  ASK("", "the same after a few questions", Argument.NONE),
  SIMULATE("[OPTIONS]", "how it would do under a load", Argument.OPTIONS),
  VERIFY("[OPTIONS]", "runs it and proves it", Argument.OPTIONS),
  WRITE("[FILE]", "writes all changes; with FILE, only the main file, as it would be, into that", Argument.FILE),
  SOURCE("FILE", "says what stands in FILE", Argument.FILE),
  HELP("", "this list", Argument.NONE),
  QUIT("", "the end", Argument.NONE);

  /// What follows a verb, for completion.
  enum Argument {
    NONE,
    DIRECTIVE,
    SETTING,
    EXPLAINED,
    MODULE,
    LOADED,
    MPM,
    OPTIONS,
    FILE
  }

  private static final List<Verb> ALL = List.of(values());

  private final String synopsis;
  private final String summary;
  private final Argument argument;

  Verb(String synopsis, String summary, Argument argument) {
    this.synopsis = synopsis;
    this.summary = summary;
    this.argument = argument;
  }

  static List<Verb> all() {
    return ALL;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String synopsis() {
    return synopsis;
  }

  String summary() {
    return summary;
  }

  Argument argument() {
    return argument;
  }

  static Optional<Verb> find(String word) {
    if (word.equals("exit") || word.equals("?")) {
      return Optional.of(word.equals("?") ? HELP : QUIT);
    }
    for (Verb each : ALL) {
      if (each.word().equals(word.toLowerCase(Locale.ROOT))) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
