package dev.mpmlint.verify.engine;

import java.util.List;

/// What came of starting a server.
public sealed interface Boot {
  /// It serves.
  record Serves(Server server) implements Boot {}

  /// It ended by itself.
  ///
  /// @param said on the terminal and in its error log, with the user's files and lines for those of the scratch copy
  record Refused(int exitCode, List<String> said) implements Boot {
    public Refused {
      said = List.copyOf(said);
    }

    /// The last that it said; httpd names the line of a fault on a line of its own.
    public String lastWords() {
      if (said.isEmpty()) {
        return "it ended and said nothing";
      }
      String last = said.getLast();
      String before = said.size() > 1 ? said.get(said.size() - 2) : "";
      return before.endsWith(":") ? before + " " + last : last;
    }
  }
}
