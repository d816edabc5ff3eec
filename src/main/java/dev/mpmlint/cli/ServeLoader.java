package dev.mpmlint.cli;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.LintResult;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmFacts;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.rules.Claim;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.server.control.Loaded;
import dev.mpmlint.server.control.Loader;
import dev.mpmlint.server.control.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the configuration to be served and refuses what httpd refuses: the first thing that it would complain of, in its
/// words. Reads anew each time.
final class ServeLoader implements Loader {
  private static final AhNumber NO_MPM = new AhNumber(534);
  private static final AhNumber PRE_CONFIG = new AhNumber(13);
  private static final AhNumber CONFIG_FAILED = new AhNumber(16);
  private static final Set<Mpm> RUN = Set.of(Mpm.PREFORK, Mpm.WORKER, Mpm.EVENT, Mpm.WINNT);

  private final SettingsReader asked;

  ServeLoader(SettingsReader asked) {
    this.asked = asked;
  }

  @Override
  public Loaded load() throws RefusedException {
    try {
      LintResult result = Linter.lint(asked.inputs(), asked.settings());
      Checked read = result.checked().getFirst();
      if (read.subjects().size() != 1 || read.top() == null) {
        throw piece();
      }
      Subject subject = read.subjects().getFirst();
      Configuration configuration = subject.configuration();
      String program = configuration.options().layout().program();
      refuse(configuration, read.findings(), program);
      if (!(subject.mpm() instanceof MpmOutcome.One(MpmPlan plan))) {
        throw piece();
      }
      if (!RUN.contains(plan.mpm())) {
        throw notRun(plan.mpm());
      }
      return new Loaded(configuration, plan, program);
    } catch (CannotLintException e) {
      throw RefusedException.cannotRun(String.valueOf(e.getMessage()));
    }
  }

  private RefusedException piece() {
    return RefusedException.cannotRun(
        "this is a piece of a configuration, which cannot be served by itself; name the main file that includes it, or"
            + " give --whole if it is one");
  }

  /// In the order in which httpd comes upon it: reading, loaded modules, then each directive.
  private static void refuse(Configuration configuration, List<Finding> findings, String program)
      throws RefusedException {
    Optional<Problem> reading = configuration.problems().stream().filter(p -> p.fatal() && p.httpd() != null).findFirst();
    if (reading.isPresent()) {
      Problem p = reading.get();
      throw new RefusedException(
          program + ": Syntax error on line " + p.number() + " of " + p.at().file().name() + ": " + p.httpd());
    }
    for (AhNumber number : List.of(NO_MPM, PRE_CONFIG)) {
      for (Finding f : findings) {
        for (Claim c : f.claims()) {
          if (c instanceof Claim.RefusesToStart(var named, String message) && number.equals(named)) {
            throw new RefusedException(lines(number, message));
          }
        }
      }
    }
    refuseDirective(configuration, findings);
  }

  private static List<String> lines(AhNumber number, String message) {
    return number.equals(PRE_CONFIG)
        ? List.of(prefix("php") + message, PRE_CONFIG + ": Pre-configuration failed")
        : List.of(number + ": " + message);
  }

  /// As the error log begins a line: httpd writes it so, even to the terminal.
  private static String prefix(String module) {
    String time = DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss.SSSSSS yyyy", Locale.ROOT).format(LocalDateTime.now(ZoneId.systemDefault()));
    long pid = ProcessHandle.current().pid();
    return "[" + time + "] [" + module + ":crit] [pid " + pid + ":tid " + pid + "] ";
  }

  /// The first directive in reading order that httpd refuses. mpm-itk's refusal comes later, and elsewhere.
  private static void refuseDirective(Configuration configuration, List<Finding> findings) throws RefusedException {
    Map<String, String> refused = new HashMap<>();
    for (Finding f : findings) {
      for (Claim c : f.claims()) {
        if (c instanceof Claim.RefusesToStart(var number, String message) && !CONFIG_FAILED.equals(number)) {
          refused.putIfAbsent(f.at().toString(), message);
        }
      }
    }
    UnknownDirectives unknown = new UnknownDirectives(configuration);
    for (Occurrence o : configuration.occurrences()) {
      if (!o.active()) {
        continue;
      }
      String message = refused.get(o.span().toString());
      if (message == null && unknown.isUnknown(o)) {
        message =
            "Invalid command '" + UnknownDirectives.name(o)
                + "', perhaps misspelled or defined by a module not included in the server configuration";
      }
      if (message == null && o.key().equals("documentroot") && o.place().scope() == null) {
        message = missing(o, configuration);
      }
      if (message != null) {
        throw new RefusedException(
            List.of(
                "AH00526: Syntax error on line " + o.span().line() + " of " + o.span().file().name() + ":", message));
      }
    }
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

  private static RefusedException notRun(Mpm mpm) {
    MpmFacts facts = mpm.facts();
    String nearest = facts.replacedBy() == null ? Mpm.EVENT.shortName() : facts.replacedBy();
    List<String> words = new ArrayList<>();
    words.add("the MPM " + mpm + " is not run here (" + facts.platforms() + ")");
    words.add("the nearest that is: " + nearest + ", since " + mpm + " is: " + facts.sentence());
    return RefusedException.cannotRun(String.join("; ", words));
  }
}
