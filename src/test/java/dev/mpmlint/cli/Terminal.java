package dev.mpmlint.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Runs the program in this process, and keeps what it printed.
final class Terminal {
  private final Path workingDirectory;
  private final Map<String, String> environment = new HashMap<>();
  private boolean terminal;
  private Charset charset = StandardCharsets.UTF_8;
  private String input = "";

  Terminal(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  Terminal with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Terminal asTerminal() {
    terminal = true;
    return this;
  }

  Terminal in(Charset to) {
    charset = to;
    return this;
  }

  Terminal typing(String text) {
    input = text;
    return this;
  }

  /// What came of a run.
  record Outcome(int code, String out, String err) {}

  Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings = new Surroundings(workingDirectory, environment, () -> terminal);
    int code =
        new App(surroundings)
            .run(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)),
                new PrintStream(out, false, charset),
                new PrintStream(err, false, charset),
                args);
    return new Outcome(code, out.toString(charset), err.toString(charset));
  }
}
