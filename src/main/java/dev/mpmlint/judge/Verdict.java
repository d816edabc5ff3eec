package dev.mpmlint.judge;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Problem;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `httpd -t` says of a configuration, or would say: that it is fine, or the first error.
public sealed interface Verdict {
  /// `Syntax OK`.
  record Accepted() implements Verdict {
    @Override
    public String toString() {
      return "Syntax OK";
    }
  }

  /// The first error.
  ///
  /// @param number its number; null for errors of reading, which have none
  /// @param file where it is, as httpd names it; null when it is nowhere
  /// @param line in that file; 0 when it is nowhere
  /// @param message in httpd's words
  record Refused(@Nullable AhNumber number, @Nullable String file, int line, String message) implements Verdict {
    /// Whether the other is the same error at the same place. Within macros, whose lines httpd counts in its own way, the
    /// error alone is compared.
    public boolean isLike(Refused other) {
      boolean macro = file != null && file.startsWith("macro '") || other.file != null && other.file.startsWith("macro '");
      return java.util.Objects.equals(number, other.number)
          && (macro || line == other.line && java.util.Objects.equals(file, other.file));
    }

    @Override
    public String toString() {
      return (number == null ? "" : number + " ") + (file == null ? "" : file + ":" + line + " ") + message;
    }
  }

  /// Whether both say the same.
  default boolean isLike(Verdict other) {
    return this instanceof Refused one && other instanceof Refused two
        ? one.isLike(two)
        : this instanceof Accepted && other instanceof Accepted;
  }

  /// What httpd would say.
  static Verdict of(Configuration configuration, MpmOutcome mpm) {
    Optional<Problem> reading =
        configuration.problems().stream()
            .filter(p -> p.fatal() && p.httpd() != null && p.kind() != Problem.Kind.BYTE_ORDER_MARK)
            .findFirst();
    if (reading.isPresent()) {
      Problem p = reading.get();
      return new Refused(null, p.at().file().name(), p.number(), String.valueOf(p.httpd()));
    }
    String none = "Configuration error: ";
    switch (mpm) {
      case MpmOutcome.None _ -> {
        return new Refused(new AhNumber(534), null, 0, none + "No MPM loaded.");
      }
      case MpmOutcome.Several _ -> {
        return new Refused(new AhNumber(534), null, 0, none + "More than one MPM loaded.");
      }
      case MpmOutcome.One(MpmPlan plan) -> {
        if ((plan.mpm() == Mpm.EVENT || plan.mpm() == Mpm.WORKER) && loadsPhpOfOneThread(configuration)) {
          return new Refused(new AhNumber(13), null, 0, "Pre-configuration failed");
        }
      }
      case MpmOutcome.Open _ -> {}
    }
    Optional<Refusal> first = Judge.first(configuration);
    if (first.isPresent()) {
      Refusal r = first.get();
      if (r.httpd().startsWith("AH")) {
        // The users are looked up by a function that ends httpd at once, without naming the line.
        int end = r.httpd().indexOf(':');
        return new Refused(new AhNumber(Integer.parseInt(r.httpd().substring(2, end))), null, 0, r.httpd().substring(end + 2));
      }
      return new Refused(new AhNumber(526), r.file(), r.number(), r.httpd());
    }
    return LogFolders.missing(configuration).orElse(new Accepted());
  }

  /// mod_php that is not built for threads ends httpd before any directive is looked at.
  private static boolean loadsPhpOfOneThread(Configuration configuration) {
    for (LoadedModule module : configuration.modules()) {
      String file = module.file();
      boolean php = module.identifier().startsWith("php");
      if (php && file != null
          && Modules.find(module.identifier()).filter(m -> m.threadSafe(file) == ModuleSpec.ThreadSafety.NO).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// What httpd said on standard error.
  static Verdict parse(boolean ok, String stderr) {
    if (ok) {
      return new Accepted();
    }
    List<String> lines = new ArrayList<>();
    for (String line : stderr.lines().toList()) {
      if (!Patterns.CHATTER.matcher(line).find()) {
        lines.add(line);
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher walk = Patterns.WALK.matcher(line);
      if (walk.matches()) {
        String message = i + 1 < lines.size() ? lines.get(i + 1) : "";
        return new Refused(new AhNumber(526), walk.group(2), Integer.parseInt(walk.group(1)), message);
      }
      Refused read = reading(line);
      if (read != null) {
        return read;
      }
    }
    for (String line : lines) {
      Matcher number = Patterns.NUMBER.matcher(line);
      if (number.find()) {
        return new Refused(new AhNumber(Integer.parseInt(number.group(1))), null, 0, line.substring(number.end()));
      }
    }
    return new Refused(null, null, 0, lines.isEmpty() ? "" : lines.getFirst());
  }

  /// An error of reading, followed through all files that it names.
  private static @Nullable Refused reading(String line) {
    int prefix = line.indexOf(": Syntax error on line ");
    if (prefix < 0 || line.startsWith("AH")) {
      return null;
    }
    String rest = line.substring(prefix + 2);
    Refused found = null;
    Matcher step = Patterns.STEP.matcher(rest);
    while (step.lookingAt()) {
      rest = rest.substring(step.end());
      found = new Refused(null, step.group(2), Integer.parseInt(step.group(1)), rest);
      step = Patterns.STEP.matcher(rest);
    }
    Matcher tooLong = Patterns.TOO_LONG.matcher(rest);
    return tooLong.find()
        ? new Refused(null, tooLong.group(1), Integer.parseInt(tooLong.group(2)), tooLong.group(3))
        : found;
  }

  /// httpd's lines.
  final class Patterns {
    private static final Pattern WALK = Pattern.compile("AH00526: Syntax error on line (\\d+) of (.+):");
    private static final Pattern STEP =
        Pattern.compile("Syntax error on line (\\d+) of (.+?): (?=[^ ])", Pattern.DOTALL);
    private static final Pattern TOO_LONG = Pattern.compile("Error reading (.+) at line (\\d+): (Line too long)");
    private static final Pattern NUMBER = Pattern.compile("AH(\\d{5}): ");
    private static final Pattern CHATTER =
        Pattern.compile("^\\[[^]]*\\] \\[[a-z0-9_]*:(warn|notice|info|debug)\\]|^AH00548|^AH00558|^AH00112|^AH00557|^AH00547");

    private Patterns() {}
  }
}
