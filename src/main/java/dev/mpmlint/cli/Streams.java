package dev.mpmlint.cli;

import dev.mpmlint.report.Style;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ParseResult;

/// What a command reads from and prints to.
record Streams(InputStream in, PrintStream out, PrintStream err, Surroundings surroundings) {
  /// The style of text on standard output, as `--color` and the terminal have it.
  Style style(ParseResult args) {
    Colour colour = args.matchedOptionValue(Options.COLOR, Colour.AUTO);
    return colour.style(out.charset(), surroundings);
  }

  /// A writer for JSON, which is UTF-8 whatever the terminal has.
  Writer utf8() {
    return new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }
}
