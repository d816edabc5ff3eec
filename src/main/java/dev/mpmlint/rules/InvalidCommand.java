package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.source.Display;

/// httpd's words for a directive that it does not know.
final class InvalidCommand {
  private InvalidCommand() {}

  static String text(Occurrence occurrence) {
    return "Invalid command '" + Display.of(occurrence.statement().name())
        + "', perhaps misspelled or defined by a module not included in the server configuration";
  }
}
