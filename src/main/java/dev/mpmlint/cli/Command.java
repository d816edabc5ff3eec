package dev.mpmlint.cli;

import java.util.List;

/// What can be asked of mpmlint: the data from which arguments are read and help is written.
///
/// @param name as typed after `mpmlint`; empty for mpmlint itself
/// @param synopsis what follows the name
/// @param summary one line for the list of commands
/// @param description what it does, a paragraph broken at 80 columns
/// @param footer examples and what else is good to know, broken at 80 columns
record Command(
    String name, String synopsis, String summary, String description, List<Option> options, String footer) {

  static final Option HELP = Option.flag("this text", "-h", "--help");
}
