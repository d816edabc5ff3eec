package dev.mpmlint.config;

import dev.mpmlint.support.RealHttpd;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where and why reading a configuration ends before its directives are looked at.
///
/// @param file as named by whoever speaks; a macro's place is named in words
/// @param line in that file
/// @param message the reason in httpd's words, escapes undone
record ReadStop(String file, int line, String message) {
  private static final Pattern STEP = Pattern.compile("Syntax error on line (\\d+) of (.+?): (?=[^ ])", Pattern.DOTALL);
  private static final Pattern TOO_LONG = Pattern.compile("Error reading (.+) at line (\\d+): (Line too long)");

  /// The read error in what `-t` printed, followed through all files that it names; empty when reading succeeded,
  /// whatever came after.
  static Optional<ReadStop> of(RealHttpd.Answer answer) {
    for (String line : answer.err().lines().toList()) {
      int prefix = line.indexOf(": Syntax error on line ");
      if (prefix < 0 || line.startsWith("AH")) {
        continue;
      }
      String rest = line.substring(prefix + 2);
      ReadStop stop = null;
      Matcher m = STEP.matcher(rest);
      while (m.lookingAt()) {
        rest = rest.substring(m.end());
        stop = new ReadStop(m.group(2), Integer.parseInt(m.group(1)), rest);
        m = STEP.matcher(rest);
      }
      Matcher tooLong = TOO_LONG.matcher(rest);
      if (tooLong.find()) {
        return Optional.of(new ReadStop(tooLong.group(1), Integer.parseInt(tooLong.group(2)), tooLong.group(3)));
      }
      return Optional.ofNullable(stop);
    }
    return Optional.empty();
  }

  /// The first fault at which httpd would stop reading, according to us. A byte order mark is met later, when the
  /// directive whose name it spoils is looked up.
  static Optional<ReadStop> of(Configuration configuration) {
    return configuration.problems().stream()
        .filter(p -> p.fatal() && p.kind() != Problem.Kind.BYTE_ORDER_MARK)
        .findFirst()
        .map(p -> new ReadStop(p.at().file().name(), p.number(), String.valueOf(p.httpd())));
  }

  /// Whether this is inside a macro, whose lines httpd counts from the macro's first one.
  boolean inMacro() {
    return file.startsWith("macro '");
  }
}
