package dev.mpmlint.compare;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.Decision;
import dev.mpmlint.mpm.Message;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Origin;
import dev.mpmlint.mpm.Restarted;
import dev.mpmlint.mpm.Setting;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.RuleSet;
import dev.mpmlint.rules.Severity;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What differs in which MPM runs and with which numbers, and what a running server makes of that. Stateless.
final class PlanChanges {
  /// So many faults are enough to tell; `check` lists them all.
  private static final int MOST_ERRORS = 5;

  private PlanChanges() {}

  static void find(List<Subject> before, List<Subject> after, List<Change> changes, List<Reason> reasons) {
    Subject now = after.getFirst();
    refusals(now, reasons);
    List<MpmPlan> old = plans(before);
    List<MpmPlan> fresh = plans(after);
    boolean several = old.size() > 1 || fresh.size() > 1;
    if (!several && !old.isEmpty() && !fresh.isEmpty() && old.getFirst().mpm() != fresh.getFirst().mpm()) {
      changeOfMpm(old.getFirst(), fresh.getFirst(), changes, reasons);
      return;
    }
    for (MpmPlan plan : fresh) {
      old.stream()
          .filter(o -> o.mpm() == plan.mpm())
          .findFirst()
          .ifPresent(o -> numbers(o, plan, now.configuration(), several ? plan.mpm().toString() : "", changes, reasons));
    }
  }

  private static List<MpmPlan> plans(List<Subject> subjects) {
    return subjects.stream().flatMap(s -> s.plans().stream()).toList();
  }

  /// What httpd does not start or not work with.
  private static void refusals(Subject now, List<Reason> reasons) {
    for (Finding finding : RuleSet.all().check(now)) {
      if (finding.severity().isAtLeast(Severity.MISSING) && reasons.size() < MOST_ERRORS) {
        reasons.add(new Reason(Need.FORBIDDEN, finding.message() + " [" + finding.rule().code() + "]", finding.at()));
      }
    }
  }

  private static void changeOfMpm(MpmPlan old, MpmPlan now, List<Change> changes, List<Reason> reasons) {
    Span at = now.decidedBy() instanceof Decision.Loaded(Occurrence by) ? by.span() : null;
    changes.add(new Change(Change.Kind.MPM, "", "MPM", old.mpm().toString(), now.mpm().toString(), at));
    reasons.add(
        new Reason(
            Need.STOP_AND_START,
            "the MPM cannot be changed while httpd runs: at a reload or restart it ends (AH00534)",
            at));
    for (Setting s : now.settings().values()) {
      Setting was = old.settings().get(s.directive());
      if (was == null || was.effective() != s.effective()) {
        changes.add(number(was, s, ""));
      }
    }
    for (Setting s : old.settings().values()) {
      if (!now.settings().containsKey(s.directive())) {
        changes.add(number(s, null, ""));
      }
    }
  }

  private static void numbers(
      MpmPlan old, MpmPlan now, Configuration configuration, String scope, List<Change> changes, List<Reason> reasons) {
    Map<MpmDirective, Integer> first = new EnumMap<>(MpmDirective.class);
    for (Setting s : now.settings().values()) {
      Setting was = old.settings().get(s.directive());
      if (was == null || was.effective() != s.effective()) {
        changes.add(number(was, s, scope));
      }
      if (was != null) {
        first.put(s.directive(), (int) was.effective());
      }
    }
    if (!configuration.options().version().loadsMpm()) {
      return;
    }
    Restarted kept = Restarted.of(now, configuration.options().version(), first, 0);
    for (MpmDirective limit : List.of(MpmDirective.SERVER_LIMIT, MpmDirective.THREAD_LIMIT)) {
      Setting s = now.settings().get(limit);
      Integer was = first.get(limit);
      if (s != null && was != null && was != (int) s.effective()) {
        reasons.add(new Reason(Need.STOP_AND_START, frozen(limit, was, (int) s.effective(), now, kept), line(s)));
      }
    }
    Setting buckets = now.settings().get(MpmDirective.LISTEN_CORES_BUCKETS_RATIO);
    Integer was = first.get(MpmDirective.LISTEN_CORES_BUCKETS_RATIO);
    if (buckets != null && was != null && was != (int) buckets.effective()) {
      String text = "ListenCoresBucketsRatio: a reload keeps the number of listener buckets; a restart makes them anew";
      reasons.add(new Reason(Need.RESTART, text, line(buckets)));
    }
  }

  /// `ThreadLimit stays 64 at a reload or restart (AH00506), and with it ThreadsPerChild 64 instead of 100`.
  private static String frozen(MpmDirective limit, int was, int asked, MpmPlan now, Restarted kept) {
    StringBuilder text = new StringBuilder();
    text.append(limit).append(" stays ").append(was).append(" instead of ").append(asked).append(" at a reload or restart");
    for (Message message : kept.messages()) {
      if (message.text().startsWith("changing " + limit + " ")) {
        text.append(" (").append(message.number()).append(')');
      }
    }
    String joint = ", and ";
    for (Setting s : now.settings().values()) {
      Setting then = kept.plan().settings().get(s.directive());
      boolean limitItself = s.directive() == MpmDirective.SERVER_LIMIT || s.directive() == MpmDirective.THREAD_LIMIT;
      if (!limitItself && then != null && then.effective() != s.effective()) {
        text.append(joint).append(s.directive()).append(" becomes ").append(shown(then.effective()));
        text.append(" instead of ").append(shown(s.effective()));
        joint = ", ";
      }
    }
    return text.toString();
  }

  private static Change number(@Nullable Setting was, @Nullable Setting now, String scope) {
    Setting either = now != null ? now : java.util.Objects.requireNonNull(was);
    return new Change(
        Change.Kind.NUMBER, scope, either.directive().toString(), was == null ? null : shown(was.effective()),
        now == null ? null : shown(now.effective()), line(either));
  }

  private static @Nullable Span line(Setting setting) {
    return setting.origin() instanceof Origin.Written(Occurrence at) ? at.span() : null;
  }

  /// `250`, `1.5`.
  static String shown(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /// The conditions that a line stands under, for which nothing decides here: in fragments.
  static String assumed(@Nullable Condition innermost) {
    StringBuilder out = new StringBuilder();
    for (Condition c = innermost; c != null; c = c.outer()) {
      if (c.truth() == Condition.Truth.ASSUMED) {
        out.insert(0, "<" + c.kind().directive() + " " + (c.negated() ? "!" : "") + Display.of(c.test()) + "> ");
      }
    }
    return out.toString();
  }
}
