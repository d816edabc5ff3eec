package dev.mpmlint.repl;

/// Asks a person.
interface Asking {
  /// The answer; the default where nothing was typed.
  String ask(String question, String byDefault) throws FailedException;

  /// Asks what matters for the choice of an MPM and its numbers, then advises.
  default void advise(Session session, Setup setup) throws FailedException {
    new Guide(this, session, setup).run();
  }

  /// Nobody is there: every default holds.
  static Asking ofScript() {
    return (_, byDefault) -> byDefault;
  }
}
