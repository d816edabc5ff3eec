package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A line without effect, because a later one sets the same number.
final class OverriddenSetting implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM029",
          "overridden-setting",
          Severity.WARNING,
          "A line has no effect, because a later one sets the same number",
          "0.1");

  /// So many of the last lines are looked at for the one that wins.
  private static final int MOST_LATER = 100;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    for (Setting setting : plan.settings().values()) {
      Occurrence last = n.line(setting.directive());
      boolean refused = plan.refusals().stream().anyMatch(r -> r.directive() == setting.directive());
      if (last == null || setting.overridden().isEmpty() || refused) {
        continue;
      }
      List<Occurrence> lines = new ArrayList<>(setting.overridden());
      lines.add(last);
      for (int i = 0; i < lines.size() - 1; i++) {
        Occurrence winner = winner(lines, i);
        if (winner != null) {
          out.accept(finding(lines.get(i), winner));
        }
      }
    }
  }

  private static Finding finding(Occurrence line, Occurrence winner) {
    String name = MpmNames.spelled(line.statement().name());
    String other = MpmNames.spelled(winner.statement().name());
    String value = Lines.argument(line, 0);
    boolean same = value.equals(Lines.argument(winner, 0));
    String alias = name.equals(other) ? "" : ", which is the same directive under another name,";
    String message =
        same
            ? name + " " + value + " says what " + other + alias + " says again at " + winner.span()
                + "; take one of them out, or the next change may be made in vain"
            : name + " " + value + " has no effect; " + other + " " + Lines.argument(winner, 0) + alias + " at "
                + winner.span() + " comes later and wins; take one of them out";
    return Finding.at(INFO, line, Lines.spanOf(line, 0), message)
        .as(same ? Severity.INFO : Severity.WARNING)
        .labelled(same ? "said twice" : "no effect")
        .seeing(winner.span(), "this line wins" + Lines.chain(winner.place().site()))
        .fixedBy(new Fix("comment out the line that has no effect", Fix.Safety.SAFE, Lines.commentOut(line)));
  }

  /// The last later line that counts whenever this one does; null where there is none but itself, included again.
  private static @Nullable Occurrence winner(List<Occurrence> lines, int index) {
    Occurrence line = lines.get(index);
    for (int i = lines.size() - 1; i > Math.max(index, lines.size() - 1 - MOST_LATER); i--) {
      Occurrence later = lines.get(i);
      if (later.span().equals(line.span())) {
        return null;
      }
      if (Lines.countsWith(later, line)) {
        return later;
      }
    }
    return null;
  }
}
