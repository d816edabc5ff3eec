package dev.mpmlint.lint;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.ConfigReader;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.mpm.Decision;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Planner;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.source.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Reads one file in all the ways in which it can be meant.
final class Reading {
  private final SourceFile file;
  private final ServerFacts facts;

  Reading(SourceFile file, ServerFacts facts) {
    this.file = file;
    this.facts = facts;
  }

  List<Subject> subjects() {
    ReadOptions options = facts.options();
    return options.kind() == InputKind.WHOLE ? List.of(whole(options)) : fragment(options);
  }

  private Subject whole(ReadOptions options) {
    Subject subject = subject(options, facts.planner());
    Mpm saved = facts.savedMpm();
    if (saved != null && subject.mpm() instanceof MpmOutcome.None) {
      // httpd -V shows an MPM that no line loads: it is compiled in.
      ReadOptions compiledIn = options.withCompiledIn(ServerFacts.with(saved, options.compiledIn()));
      return subject(compiledIn, new Planner(saved, "the saved httpd -V", facts.planner().cpus()));
    }
    return subject;
  }

  /// A fragment that speaks of several MPMs is read once for each, so that what is meant for one is not held against
  /// another.
  private List<Subject> fragment(ReadOptions options) {
    Subject first = subject(options, facts.planner());
    Configuration configuration = first.configuration();
    if (facts.planner().stated() != null || loadsMpm(configuration)) {
      return List.of(first);
    }
    Set<Mpm> worlds = worlds(configuration);
    if (worlds.isEmpty()) {
      return List.of(first);
    }
    List<Subject> subjects = new ArrayList<>();
    for (Mpm mpm : worlds) {
      subjects.add(world(mpm, options.withAssumedModules(List.of(mpm.identifier()))));
    }
    return subjects;
  }

  /// The fragment as it is meant for one MPM.
  private Subject world(Mpm mpm, ReadOptions options) {
    Subject subject = subject(options, facts.planner());
    List<MpmPlan> plans = new ArrayList<>(1);
    for (MpmPlan plan : subject.plans()) {
      if (plan.mpm() == mpm) {
        plans.add(plan);
      }
    }
    if (plans.isEmpty()) {
      Decision clue = new Decision.Assumed("<IfModule !" + mpm.identifier() + ">");
      plans.add(facts.planner().plan(subject.configuration(), mpm, clue));
    }
    return new Subject(subject.configuration(), new MpmOutcome.Open(plans));
  }

  private Subject subject(ReadOptions options, Planner planner) {
    Configuration configuration = ConfigReader.read(file, options);
    return new Subject(configuration, planner.decide(configuration));
  }

  private static boolean loadsMpm(Configuration configuration) {
    for (LoadedModule module : configuration.modules()) {
      if (module.by() != null && Mpm.ofModule(module.identifier()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// The MPMs that `<IfModule>` asks for, and one that none asks for where `<IfModule !…>` is what is asked.
  private static Set<Mpm> worlds(Configuration configuration) {
    Set<Mpm> worlds = EnumSet.noneOf(Mpm.class);
    boolean negated = false;
    // Each condition is looked at once: a million nested sections would else be a million long walks.
    Set<Condition> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Occurrence occurrence : configuration.occurrences()) {
      for (Condition c = occurrence.place().condition(); c != null && seen.add(c); c = c.outer()) {
        if (c.kind() == Condition.Kind.IF_MODULE) {
          var mpm = Mpm.ofModule(c.test());
          mpm.ifPresent(worlds::add);
          negated |= mpm.isPresent() && c.negated();
        }
      }
    }
    if (negated) {
      List.of(Mpm.EVENT, Mpm.PREFORK, Mpm.WORKER).stream()
          .filter(m -> !worlds.contains(m))
          .findFirst()
          .ifPresent(worlds::add);
    }
    return worlds;
  }
}
