package dev.mpmlint.lint;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.judge.Judge;
import dev.mpmlint.judge.Refusal;
import dev.mpmlint.rules.Claim;
import dev.mpmlint.rules.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What httpd complains of first when it does not start with a configuration. mpm-itk's refusal is not among them: it
/// comes when all else is well, and in the error log.
///
/// @param number null for a fault of reading, which has none
/// @param message in httpd's words, without the program's name
/// @param at `line N of FILE`, as httpd counts; empty where no line is to blame
public record StartRefusal(@Nullable AhNumber number, String message, String at) {
  public static final AhNumber NO_MPM = new AhNumber(534);
  public static final AhNumber PRE_CONFIG = new AhNumber(13);
  /// When all lines are well, and nothing can be listened at.
  public static final AhNumber NO_SOCKETS = new AhNumber(15);
  public static final AhNumber CONFIG_FAILED = new AhNumber(16);
  public static final AhNumber SYNTAX = new AhNumber(526);

  /// With these no line is named.
  private static final Set<AhNumber> OF_NO_LINE = Set.of(NO_MPM, PRE_CONFIG, CONFIG_FAILED, NO_SOCKETS);

  /// In one line, in httpd's words.
  public String words() {
    if (number == null) {
      return "Syntax error on " + at + ": " + message;
    }
    return number + (number.equals(SYNTAX) ? ": Syntax error on " + at + ": " : ": ") + message;
  }

  /// In the order in which httpd comes upon it: reading, loaded modules, then each directive.
  public static Optional<StartRefusal> of(Configuration configuration, List<Finding> findings) {
    Optional<Problem> reading = ofReading(configuration);
    if (reading.isPresent()) {
      Problem p = reading.get();
      String at = Whereabouts.of(configuration, p.site(), p.number());
      return Optional.of(new StartRefusal(null, String.valueOf(p.httpd()), at));
    }
    return ofNumber(NO_MPM, findings)
        .or(() -> ofNumber(PRE_CONFIG, findings))
        .or(() -> ofDirective(configuration, findings))
        .or(() -> ofNumber(NO_SOCKETS, findings));
  }

  private static Optional<StartRefusal> ofNumber(AhNumber number, List<Finding> findings) {
    for (Finding f : findings) {
      for (Claim c : f.claims()) {
        if (c instanceof Claim.RefusesToStart(var named, String message) && number.equals(named)) {
          return Optional.of(new StartRefusal(number, message, ""));
        }
      }
    }
    return Optional.empty();
  }

  /// The fault at which httpd stops reading. A byte order mark is none: it makes a directive unknown.
  public static Optional<Problem> ofReading(Configuration configuration) {
    return configuration.problems().stream().filter(StartRefusal::stops).findFirst();
  }

  /// Whether httpd stops reading there.
  public static boolean stops(Problem problem) {
    return problem.fatal() && problem.httpd() != null && problem.kind() != Problem.Kind.BYTE_ORDER_MARK;
  }

  /// The first directive in reading order that httpd refuses.
  private static Optional<StartRefusal> ofDirective(Configuration configuration, List<Finding> findings) {
    Map<String, String> refused = new HashMap<>();
    for (Finding f : findings) {
      for (Claim c : f.claims()) {
        if (c instanceof Claim.RefusesToStart(var number, String message) && (number == null || !OF_NO_LINE.contains(number))) {
          refused.putIfAbsent(f.at().toString(), message);
        }
      }
    }
    IdentityHashMap<Occurrence, String> judged = new IdentityHashMap<>();
    for (Refusal refusal : Judge.refusals(configuration)) {
      judged.putIfAbsent(refusal.at(), refusal.httpd());
    }
    for (Occurrence o : configuration.occurrences()) {
      if (!o.active()) {
        continue;
      }
      String message = judged.get(o);
      if (message == null) {
        message = refused.get(o.span().toString());
      }
      if (message == null && o.key().equals("documentroot") && o.place().scope() == null) {
        message = missing(o, configuration);
      }
      if (message != null) {
        return Optional.of(ofLine(message, Whereabouts.of(configuration, o)));
      }
    }
    return Optional.empty();
  }

  /// Users are looked up by a function that ends httpd at once, with a number of its own.
  private static StartRefusal ofLine(String message, String at) {
    int colon = message.indexOf(": ");
    return message.matches("AH\\d{5}: (?s:.*)")
        ? new StartRefusal(new AhNumber(Integer.parseInt(message.substring(2, colon))), message.substring(colon + 2), at)
        : new StartRefusal(SYNTAX, message, at);
  }

  /// What httpd says of a main DocumentRoot that is not there; null when it is.
  private static @Nullable String missing(Occurrence o, Configuration configuration) {
    String written = o.words().isEmpty() ? "" : o.words().getFirst().value();
    if (written.isEmpty()) {
      return null;
    }
    String root = configuration.options().serverRoot();
    Path folder = configuration.last("serverroot").map(r -> Path.of(r.words().getFirst().value())).orElse(Path.of(root));
    return Files.isDirectory(folder.resolve(written))
        ? null
        : "DocumentRoot '" + written + "' is not a directory, or is not readable";
  }
}
