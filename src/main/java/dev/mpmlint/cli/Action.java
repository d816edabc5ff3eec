package dev.mpmlint.cli;

import java.io.IOException;
import picocli.CommandLine.ParseResult;

/// What a command does.
interface Action {
  ExitCode run(ParseResult asked, Streams streams) throws UserError, IOException;
}
