package dev.mpmlint.repl;

/// Asks what matters for the choice of an MPM and its numbers, then advises. Used once.
final class Guide {
  private final Asking asking;
  private final Session session;
  private final Setup setup;

  Guide(Asking asking, Session session, Setup setup) {
    this.asking = asking;
    this.session = session;
    this.setup = setup;
  }

  void run() throws FailedException {
    asking.ask("", "");
    setup.say(session.view().mpm());
  }
}
