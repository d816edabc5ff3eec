package dev.mpmlint.repl;

import dev.mpmlint.advise.Inputs;
import dev.mpmlint.config.Configuration;

/// Asks a person.
interface Asking {
  /// The answer; the suggestion where nothing was typed.
  ///
  /// @throws FailedException when nobody answers any more
  String ask(String question, String suggested) throws FailedException;

  /// What the machine tells, which need not be asked.
  default Inputs known(Configuration configuration) {
    return Inputs.NONE;
  }
}
