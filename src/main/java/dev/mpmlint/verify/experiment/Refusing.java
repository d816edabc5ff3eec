package dev.mpmlint.verify.experiment;

import dev.mpmlint.lint.StartRefusal;
import dev.mpmlint.verify.engine.Boot;
import dev.mpmlint.verify.model.Observation;

/// What a server says that does not start, beside what was expected. Pure functions.
final class Refusing {
  private static final int CUT = 8_000;

  private Refusing() {}

  static String expected(StartRefusal refusal) {
    return "refuses: " + refusal.words();
  }

  /// In the words that were expected when these were said, in its own otherwise.
  static Observation.Words observed(Boot.Refused refused, StartRefusal expected) {
    String said = program(String.join("\n", refused.said()));
    boolean same =
        refused.exitCode() != 0
            && (said.contains(program(expected.message())) || cut(said, expected))
            && said.contains(where(expected));
    return new Observation.Words(same ? expected(expected) : observed(refused));
  }

  static String observed(Boot.Refused refused) {
    return "refuses: " + refused.lastWords();
  }

  /// httpd has 8 KiB for a message: the way through a file that includes itself may fill them, so that the reason is lost.
  private static boolean cut(String said, StartRefusal refusal) {
    return said.length() >= CUT
        && refusal.message().startsWith("Exceeded maximum include depth")
        && said.contains(where(refusal).repeat(2));
  }

  /// The program is called otherwise elsewhere.
  private static String program(String said) {
    return said.replace("httpd: ", "apache2: ");
  }

  private static String where(StartRefusal refusal) {
    if (refusal.number() == null) {
      return "Syntax error on " + refusal.at() + ": ";
    }
    return refusal.number() + (refusal.number().equals(StartRefusal.SYNTAX) ? ": Syntax error on " + refusal.at() + ":" : ": ");
  }
}
