package dev.mpmlint.repl;

import dev.mpmlint.source.Display;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Lines that are said one after the other, answers to questions among them, by nobody who waits. Read as they come, so
/// that another program may talk. Owned by one thread.
final class Script implements Asking {
  /// The longest line, or section, in bytes.
  private static final int LONGEST = 1 << 20;

  private final InputStream in;
  private final String name;
  private int number;

  /// @param name as faults show it; empty for standard input
  Script(InputStream in, String name) {
    this.in = new BufferedInputStream(in);
    this.name = name;
  }

  /// Says all lines, also those behind one that failed, up to a `quit`; returns whether none failed.
  boolean run(Interpreter interpreter, Setup setup) throws IOException {
    boolean good = true;
    StringBuilder said = new StringBuilder();
    int begin = 0;
    while (!interpreter.ended()) {
      String line = line();
      if (line == null) {
        break;
      }
      begin = said.isEmpty() ? number : begin;
      said.append(said.isEmpty() ? "" : "\n").append(line);
      if (said.length() > LONGEST || !Continuation.isOpen(said.toString())) {
        good &= say(said.toString(), begin, interpreter, setup);
        said.setLength(0);
      }
    }
    if (!said.isEmpty() && !interpreter.ended()) {
      good &= say(said.toString(), begin, interpreter, setup);
    }
    return good;
  }

  /// The next line without its end, one `char` per byte; null at the end of the script.
  private @Nullable String line() throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (bytes.size() > LONGEST) {
        throw new IOException("line " + (number + 1) + " is longer than " + (LONGEST >> 20) + " MiB");
      }
      bytes.write(c);
    }
    number++;
    String line = bytes.toString(StandardCharsets.ISO_8859_1);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  @Override
  public String ask(String question, String suggested) throws FailedException {
    String answer;
    try {
      answer = line();
    } catch (IOException e) {
      throw new FailedException(String.valueOf(e.getMessage()));
    }
    return answer == null || answer.isBlank() ? suggested : Display.of(answer).strip();
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
