package dev.mpmlint.verify.engine;

import java.util.List;

/// What came of starting a server.
public sealed interface Boot {
  /// It serves.
  record Serves(Server server) implements Boot {}

  /// It ended by itself.
  ///
  /// @param said on the terminal and in its error log
  record Refused(int exitCode, List<String> said) implements Boot {
    public Refused {
      said = List.copyOf(said);
    }
  }
}
