package dev.mpmlint.policy;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.RuleInfo;
import dev.mpmlint.rules.Selector;
import dev.mpmlint.rules.Severity;
import dev.mpmlint.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which findings are reported, and how bad they are. Immutable.
///
/// @param select only these rules; empty for all
/// @param ignore not these, whatever else is said
/// @param asked rules that the command line selects: they are reported though settings switch them off
/// @param levels what settings say of rules; a later one wins
/// @param comments whether comments in the files may suppress findings
/// @param reasons whether such a comment must say why
public record Policy(
    Profile profile,
    List<Selector> select,
    List<Selector> ignore,
    List<Selector> asked,
    List<RuleLevel> levels,
    boolean comments,
    boolean reasons) {
  /// Everything is reported but what comments suppress.
  public static final Policy USUAL =
      new Policy(Profile.RECOMMENDED, List.of(), List.of(), List.of(), List.of(), true, false);

  public Policy {
    select = List.copyOf(select);
    ignore = List.copyOf(ignore);
    asked = List.copyOf(asked);
    levels = List.copyOf(levels);
  }

  /// One line of settings: what holds for some rules in some files.
  ///
  /// @param file takes the name of a file as findings have it
  /// @param at where it is said
  public record RuleLevel(Selector rules, Level level, Predicate<String> file, Span at) {}

  /// How bad a finding is; empty where it is not reported.
  public Optional<Severity> severity(RuleInfo rule, Severity own, String file) {
    if (Selector.anyMatches(ignore, rule) || !select.isEmpty() && !Selector.anyMatches(select, rule)) {
      return Optional.empty();
    }
    Optional<Severity> severity = profile.severity(own);
    for (RuleLevel each : levels) {
      if (each.rules.matches(rule) && each.file.test(file)) {
        severity = each.level.of(own);
      }
    }
    return severity.isEmpty() && Selector.anyMatches(asked, rule) ? Optional.of(own) : severity;
  }

  /// The last line of settings that says something of a rule in a file.
  public Optional<Span> saidOf(RuleInfo rule, String file) {
    Optional<Span> last = Optional.empty();
    for (RuleLevel each : levels) {
      if (each.rules.matches(rule) && each.file.test(file)) {
        last = Optional.of(each.at);
      }
    }
    return last;
  }

  /// The findings that are reported, each as bad as it is here, in their order.
  List<Finding> of(List<Finding> findings) {
    List<Finding> kept = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      severity(finding.rule(), finding.severity(), finding.at().file().name())
          .ifPresent(s -> kept.add(s == finding.severity() ? finding : finding.as(s)));
    }
    return List.copyOf(kept);
  }
}
