package dev.mpmlint.mpm;

import dev.mpmlint.httpd.HttpdVersion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A plan as a server that already runs takes it over: ServerLimit and ThreadLimit stay what they were at its first start,
/// and all other numbers are checked against those.
///
/// @param messages what the error log says of it, in httpd's order
public record Restarted(MpmPlan plan, List<Message> messages) {
  private static final List<MpmDirective> KEPT = List.of(MpmDirective.SERVER_LIMIT, MpmDirective.THREAD_LIMIT);

  public Restarted {
    messages = List.copyOf(messages);
  }

  /// @param plan as the configuration has it now
  /// @param first the limits of the first start; those that the MPM lacks are left out
  /// @param cpus how many the machine has, 0 when that is not known
  public static Restarted of(MpmPlan plan, HttpdVersion version, Map<MpmDirective, Integer> first, int cpus) {
    Map<MpmDirective, String> written = new LinkedHashMap<>();
    plan.settings().forEach((d, s) -> {
      if (s.written() != null) {
        written.put(d, s.written());
      }
    });
    List<Message> messages = new ArrayList<>();
    for (MpmDirective limit : KEPT) {
      Integer kept = first.get(limit);
      if (plan.setting(limit).isEmpty() || kept == null) {
        continue;
      }
      plan.corrections().stream()
          .filter(c -> c.directive() == limit)
          .forEach(c -> RunTimeWords.of(plan.mpm(), c).ifPresent(messages::add));
      if (plan.effective(limit) != kept) {
        messages.add(RunTimeWords.frozen(plan.mpm(), limit, plan.effective(limit), kept));
      }
      written.put(limit, Integer.toString(kept));
    }
    Figures figures = Figures.of(plan.mpm(), version, written, cpus);
    figures.corrections().stream()
        .filter(c -> !KEPT.contains(c.directive()))
        .forEach(c -> RunTimeWords.of(plan.mpm(), c).ifPresent(messages::add));
    return new Restarted(plan(plan, figures), messages);
  }

  private static MpmPlan plan(MpmPlan old, Figures figures) {
    Map<MpmDirective, Setting> settings = new EnumMap<>(MpmDirective.class);
    old.settings().forEach((d, s) -> {
      Figures.Value now = figures.numbers().get(d);
      List<Correction> own = figures.corrections().stream().filter(c -> c.directive() == d).toList();
      settings.put(
          d,
          now == null
              ? s
              : new Setting(d, s.written(), s.requested(), now.effective(), s.origin(), own, s.overridden()));
    });
    return new MpmPlan(
        old.mpm(),
        old.decidedBy(),
        settings,
        figures.corrections(),
        figures.processes(),
        figures.threadsPerProcess(),
        figures.startProcesses(),
        figures.nominalWorkers(),
        figures.refusals());
  }
}
