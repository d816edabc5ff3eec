package dev.mpmlint.repl;

/// Lines that are said one after the other by nobody who waits. Immutable.
///
/// @param text one `char` per byte
/// @param name as faults show it; empty for standard input
record Script(String text, String name) {
  /// Says all lines, also those behind one that failed, up to a `quit`; returns whether none failed.
  boolean run(Interpreter interpreter, Setup setup) {
    boolean good = true;
    StringBuilder said = new StringBuilder();
    int number = 0;
    int begin = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (interpreter.ended()) {
        break;
      }
      begin = said.isEmpty() ? number : begin;
      said.append(said.isEmpty() ? "" : "\n").append(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
      if (!Continuation.isOpen(said.toString())) {
        good &= say(said.toString(), begin, interpreter, setup);
        said.setLength(0);
      }
    }
    if (!said.isEmpty() && !interpreter.ended()) {
      good &= say(said.toString(), begin, interpreter, setup);
    }
    return good;
  }

  private boolean say(String said, int line, Interpreter interpreter, Setup setup) {
    try {
      interpreter.run(said);
      return true;
    } catch (FailedException e) {
      String why = String.valueOf(e.getMessage());
      setup.out().flush();
      // Where there is no sentence it was said already.
      if (!why.isEmpty()) {
        String where = name.isEmpty() ? "line " + line : name + ":" + line;
        setup.err().println("mpmlint: " + setup.style().safe(where + ": " + setup.names().in(why)));
      }
      return false;
    }
  }
}
