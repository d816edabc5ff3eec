package dev.mpmlint.verify.scenario;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.config.Scope;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.judge.Judge;
import dev.mpmlint.judge.Refusal;
import dev.mpmlint.lint.StartRefusal;
import dev.mpmlint.lint.UnknownDirectives;
import dev.mpmlint.lint.Whereabouts;
import dev.mpmlint.rules.Claim;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.syntax.Word;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The lines of a configuration that httpd refuses, and the sections around them: the scratch copy has them as they are,
/// for it is to be refused likewise. Where one names a place, it names another in the copy, and what would run a program is
/// there only when httpd cannot come to running it. Owned by one thread.
final class RefusedLines {
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  /// Nothing can be listened at with these.
  private static final Set<String> NO_ADDRESS =
      Set.of("Listen requires 1 or 2 arguments.", "Invalid address or port", "Port must be specified");

  private final Configuration configuration;
  private final Map<Occurrence, Refusal.Kind> lines = new HashMap<>();
  private final Set<Occurrence> unheard = new HashSet<>();
  private final Set<Occurrence> around = new HashSet<>();

  RefusedLines(Configuration configuration, List<Finding> findings) {
    this.configuration = configuration;
    for (Refusal refusal : Judge.refusals(configuration)) {
      lines.putIfAbsent(refusal.at(), refusal.kind());
      if (NO_ADDRESS.contains(refusal.httpd())) {
        unheard.add(refusal.at());
      }
    }
    Set<String> claimed = new HashSet<>();
    for (Finding f : findings) {
      if (f.claims().stream().anyMatch(c -> c instanceof Claim.RefusesToStart(var number, _) && !StartRefusal.NO_SOCKETS.equals(number))) {
        claimed.add(f.at().toString());
      }
    }
    UnknownDirectives unknown = new UnknownDirectives(configuration);
    for (Occurrence o : configuration.occurrences()) {
      // A fault of reading is no refused line.
      if (o.active() && !lines.containsKey(o) && !Copying.DONE_WHILE_READING.contains(o.key())) {
        if (unknown.isUnknown(o)) {
          lines.put(o, Refusal.Kind.UNKNOWN);
        } else if (claimed.contains(o.span().toString())) {
          lines.put(o, Refusal.Kind.VALUE);
        }
      }
    }
    for (Occurrence o : lines.keySet()) {
      for (Scope s = o.place().scope(); s != null; s = s.parent()) {
        around.add(s.open());
      }
    }
  }

  /// Whether the copy is to be refused, too.
  boolean any() {
    return lines.keySet().stream().anyMatch(o -> as(o) != null);
  }

  /// As httpd names those that the copy has unchanged.
  Set<String> unchanged() {
    return lines.keySet().stream()
        .filter(o -> as(o) != null && !Kept.place(o.key()))
        .map(o -> Whereabouts.of(configuration, o))
        .collect(Collectors.toSet());
  }

  /// As httpd names all of them.
  Set<String> all() {
    return lines.keySet().stream().map(o -> Whereabouts.of(configuration, o)).collect(Collectors.toSet());
  }

  /// Identifiers and source names of the modules whose directives they are.
  Set<String> modules() {
    Set<String> modules = new HashSet<>();
    for (Occurrence o : lines.keySet()) {
      for (DirectiveSpec spec : Directives.find(UnknownDirectives.name(o))) {
        modules.add(spec.module());
        modules.add(spec.source());
      }
    }
    return modules;
  }

  /// What the copy has for a line; null when it is none of these, or is treated as any other.
  @Nullable String as(Occurrence o) {
    Refusal.Kind kind = lines.get(o);
    if (kind == null) {
      return around.contains(o) ? verbatim(o) : null;
    }
    String key = o.key();
    if (key.equals("listen")) {
      return unheard.contains(o) || kind == Refusal.Kind.CONTEXT && o.words().isEmpty() ? verbatim(o) : null;
    }
    if (Kept.place(key)) {
      boolean log = key.endsWith("log");
      boolean shown = kind == Refusal.Kind.ARGUMENTS || kind == Refusal.Kind.CONTEXT || kind == Refusal.Kind.VALUE && log;
      return shown ? elsewhere(o) : null;
    }
    if (Kept.command(key, o.statement().args())) {
      boolean never = kind != Refusal.Kind.VALUE && kind != Refusal.Kind.FILE;
      return never && !Kept.runs(o.statement().args()) ? verbatim(o) : null;
    }
    return verbatim(o);
  }

  private String verbatim(Occurrence o) {
    String args = o.statement().args();
    String line = args.isEmpty() ? o.statement().name() : o.statement().name() + ' ' + args;
    return isSpoilt(o) ? BYTE_ORDER_MARK + line : line;
  }

  /// Whether a byte order mark makes its name another.
  boolean isSpoilt(Occurrence o) {
    return configuration.problems().stream()
        .anyMatch(
            p ->
                p.kind() == Problem.Kind.BYTE_ORDER_MARK && p.fatal() && p.number() == o.statement().number()
                    && p.at().file() == o.span().file());
  }

  /// With another path.
  private static String elsewhere(Occurrence o) {
    StringBuilder line = new StringBuilder(o.statement().name());
    boolean first = true;
    for (Word word : o.words()) {
      String value = first ? Copying.FOLDER + "/other" : word.value().replace("\\", "\\\\").replace("\"", "\\\"");
      line.append(" \"").append(value).append('"');
      first = false;
    }
    return line.toString();
  }
}
