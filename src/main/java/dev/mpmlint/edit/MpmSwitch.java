package dev.mpmlint.edit;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.mpm.Decision;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes one MPM the only one, in place and with as few changes as can be. Reads again after each step, since what
/// `<IfModule>` guards comes and goes with the MPM. Writes nothing. Owned by one thread, used once.
public final class MpmSwitch {
  /// What a switch may do besides.
  ///
  /// @param withoutPhp whether mod_php may go though nothing takes its place
  /// @param numbers numbers to be set instead of those that the old MPM had; empty to carry those over
  public record Wishes(boolean withoutPhp, Map<MpmDirective, Long> numbers) {
    public Wishes {
      numbers = Map.copyOf(numbers);
    }
  }

  /// @param changes all that is to be written; empty where it is so already
  /// @param notes what else there is to know and to do, a sentence each without a final period
  public record Switched(ChangeSet changes, List<String> notes) {
    public Switched {
      notes = List.copyOf(notes);
    }
  }

  /// Rounds in which numbers that httpd would correct are written as corrected; each settles at least one.
  private static final int MOST_ROUNDS = 6;

  private final Mpm target;
  private final boolean itk;
  private final Rereading rereading;
  private final Wishes wishes;
  private final List<String> notes = new ArrayList<>();
  private ChangeSet changes;
  private Rereading.Read now;

  private MpmSwitch(String name, ChangeSet base, Rereading rereading, Wishes wishes) throws CannotEditException {
    this.itk = name.toLowerCase(Locale.ROOT).equals("itk") || name.equals("mpm_itk") || name.equals("mpm_itk_module");
    this.target =
        itk
            ? Mpm.PREFORK
            : Mpm.find(name)
                .orElseThrow(
                    () -> new CannotEditException(name + " is no MPM; there is prefork, worker, event, itk and winnt"));
    this.changes = base;
    this.rereading = rereading;
    this.wishes = wishes;
    this.now = rereading.read(base.overlay());
  }

  /// @param name the MPM's short name; `itk` for prefork with mpm-itk
  /// @param base changes that are made before
  /// @throws CannotEditException when it cannot be had; nothing is changed then
  public static Switched to(String name, ChangeSet base, Rereading rereading, Wishes wishes)
      throws CannotEditException {
    MpmSwitch one = new MpmSwitch(name, base, rereading, wishes);
    one.run();
    return new Switched(one.changes, one.notes);
  }

  private void run() throws CannotEditException {
    requirePossible();
    MpmPlan before = now.mpm() instanceof MpmOutcome.One(MpmPlan plan) ? plan : null;
    boolean hadItk = now.configuration().module(ModuleNeeds.ITK).isPresent();
    if (before == null || before.mpm() != target || repeated()) {
      chooseMpm();
    }
    step(new ModuleNeeds(now.configuration(), target, itk, wishes.withoutPhp(), notes)::adapt);
    if (itk && !hadItk) {
      load(ModuleNeeds.ITK, "mpm-itk is not installed here: its package brings mpm_itk.so");
    }
    step(new Misfits(now.configuration(), target, itk, notes)::takeOut);
    numbers(before);
    if (!(now.mpm() instanceof MpmOutcome.One(MpmPlan after)) || after.mpm() != target) {
      throw new CannotEditException(
          "the lines that load MPMs cannot be brought to " + target + " alone, since conditions or macros decide them;"
              + " change them by hand");
    }
    if (changes.size() > 0 && before != null && before.mpm() != target) {
      notes.add("an MPM is not changed by a reload: stop httpd and start it again");
    }
  }

  private void requirePossible() throws CannotEditException {
    Configuration configuration = now.configuration();
    Layout layout = configuration.options().layout();
    String file = configuration.main().name();
    if (now.mpm() instanceof MpmOutcome.Open || configuration.options().kind() == InputKind.HTACCESS) {
      throw new CannotEditException(file + " is a fragment that loads no MPM; name the main file that includes it");
    }
    boolean windows = layout.os() == Layout.Os.WINDOWS;
    if (windows != (target == Mpm.WINNT)) {
      throw new CannotEditException(
          windows ? "httpd for Windows has no " + target + ", only winnt" : target + " is for Windows only");
    }
    if (!configuration.options().version().loadsMpm()) {
      throw new CannotEditException("the MPM of httpd " + configuration.options().version()
          + " is compiled in, and no line chooses it; build it anew with --with-mpm=" + target);
    }
    for (LoadedModule module : configuration.modules()) {
      Mpm mpm = Mpm.ofModule(module.identifier()).orElse(null);
      if (mpm != null && mpm != target && module.by() == null) {
        throw new CannotEditException(
            mpm + " is compiled in or chosen outside of the configuration, and no line can take it out; "
                + layout.title() + ": " + layout.mpmChosenIn());
      }
    }
  }

  /// Whether the MPM is loaded twice.
  private boolean repeated() {
    return new ModuleLines(now.configuration(), new Draft(changes)).lines(target.identifier()).size() > 1;
  }

  /// Takes all other MPMs out, and the target's second line; loads the target where it is not.
  private void chooseMpm() throws CannotEditException {
    Configuration configuration = now.configuration();
    Occurrence other = null;
    Draft draft = new Draft(changes);
    ModuleLines lines = new ModuleLines(configuration, draft);
    for (Mpm mpm : Mpm.all()) {
      if (mpm != target) {
        for (Occurrence line : lines.lines(mpm.identifier())) {
          other = other == null ? line : other;
          lines.takeOut(line);
        }
      }
    }
    List<Occurrence> own = lines.lines(target.identifier());
    for (int i = 1; i < own.size(); i++) {
      lines.takeOut(own.get(i));
    }
    if (!own.isEmpty() || configuration.module(target.identifier()).isPresent()) {
      take(draft);
      return;
    }
    Rereading.Read was = now;
    ChangeSet base = changes;
    Draft fallback = null;
    for (ModuleLines.Way way : ModuleLines.ways(configuration, target.identifier(), other)) {
      Draft tried = new Draft(base);
      ModuleLines again = new ModuleLines(configuration, tried);
      for (Mpm mpm : Mpm.all()) {
        for (Occurrence line : mpm == target ? List.<Occurrence>of() : again.lines(mpm.identifier())) {
          again.takeOut(line);
        }
      }
      way.take(tried);
      take(tried);
      if (now.configuration().module(target.identifier()).isPresent()) {
        if (!ModuleLines.isAskedTooEarly(now.configuration(), target.identifier())) {
          return;
        }
        fallback = fallback == null ? tried : fallback;
      }
      changes = base;
      now = was;
    }
    if (fallback != null) {
      take(fallback);
      return;
    }
    Layout layout = configuration.options().layout();
    throw new CannotEditException(
        "no line can be found or made that loads " + target + "; " + layout.title() + ": " + layout.mpmChosenIn());
  }

  private void load(String identifier, String orElse) throws CannotEditException {
    ChangeSet base = changes;
    Rereading.Read was = now;
    Occurrence mpm =
        now.mpm() instanceof MpmOutcome.One(MpmPlan plan) && plan.decidedBy() instanceof Decision.Loaded(Occurrence by)
            ? by
            : null;
    for (ModuleLines.Way way : ModuleLines.ways(now.configuration(), identifier, mpm)) {
      Draft draft = new Draft(base);
      way.take(draft);
      take(draft);
      if (now.configuration().module(identifier).isPresent()) {
        return;
      }
      changes = base;
      now = was;
    }
    throw new CannotEditException(orElse);
  }

  private void numbers(@Nullable MpmPlan before) throws CannotEditException {
    if (!(now.mpm() instanceof MpmOutcome.One(MpmPlan after)) || after.mpm() != target) {
      return;
    }
    if (!wishes.numbers().isEmpty()) {
      assign(wishes.numbers());
    } else if (before != null && before.mpm() != target) {
      assign(NumberCarry.wanted(before, after));
    } else if (before != null) {
      // It was this MPM before: its numbers are not our business.
      return;
    }
    for (int round = 0; round < MOST_ROUNDS; round++) {
      if (!(now.mpm() instanceof MpmOutcome.One(MpmPlan plan))) {
        return;
      }
      Map<MpmDirective, Long> settled = NumberCarry.settled(plan);
      if (settled.isEmpty()) {
        return;
      }
      assign(settled);
    }
  }

  /// One number after the other: where one goes depends on where the others stand.
  private void assign(Map<MpmDirective, Long> numbers) throws CannotEditException {
    for (Map.Entry<MpmDirective, Long> number : numbers.entrySet()) {
      if (now.mpm() instanceof MpmOutcome.One(MpmPlan plan) && plan.setting(number.getKey()).isPresent()) {
        Draft draft = new Draft(changes);
        String value = Long.toString(number.getValue());
        Assignment.set(plan, now.configuration(), number.getKey(), value, draft);
        take(draft);
      }
    }
  }

  private interface Step {
    void into(Draft draft) throws CannotEditException;
  }

  private void step(Step step) throws CannotEditException {
    Draft draft = new Draft(changes);
    step.into(draft);
    take(draft);
  }

  private void take(Draft draft) throws CannotEditException {
    if (!draft.isEmpty()) {
      changes = draft.build();
      now = rereading.read(changes.overlay());
    }
  }
}
