package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.judge.Judge;
import dev.mpmlint.judge.Refusal;
import dev.mpmlint.mpm.MpmPlan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Some rules, and how they are run. Immutable.
public final class RuleSet {
  private final List<Rule> rules;
  private final Map<String, List<Rule.OfDirective>> byName = new HashMap<>();
  private final Map<Problem.Kind, List<Rule.OfProblem>> byKind = new EnumMap<>(Problem.Kind.class);
  private final List<Rule.OfConfiguration> ofConfiguration = new ArrayList<>();
  private final List<Rule.OfRefusal> ofRefusal = new ArrayList<>();
  private final List<Rule.OfPlan> ofPlan = new ArrayList<>();

  private RuleSet(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    for (Rule rule : this.rules) {
      switch (rule) {
        case Rule.OfDirective r -> {
          for (String name : r.listensTo()) {
            byName.computeIfAbsent(name, _ -> new ArrayList<>(2)).add(r);
          }
        }
        case Rule.OfProblem r -> {
          for (Problem.Kind kind : r.kinds()) {
            byKind.computeIfAbsent(kind, _ -> new ArrayList<>(2)).add(r);
          }
        }
        case Rule.OfConfiguration r -> ofConfiguration.add(r);
        case Rule.OfPlan r -> ofPlan.add(r);
        case Rule.OfRefusal r -> ofRefusal.add(r);
        case Rule.OfSuppression _ -> {
          // Suppressions looks at comments, afterwards.
        }
      }
    }
  }

  /// Every rule there is, sorted by code.
  public static RuleSet all() {
    return All.RULES;
  }

  public static RuleSet of(List<Rule> rules) {
    return new RuleSet(rules);
  }

  public List<Rule> rules() {
    return rules;
  }

  /// By code or name, any case.
  public Optional<Rule> find(String codeOrName) {
    for (Rule rule : rules) {
      if (rule.info().code().equalsIgnoreCase(codeOrName) || rule.info().name().equalsIgnoreCase(codeOrName)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /// What is wrong with the subject, in [Finding#ORDER]. The same fault at the same place is found once, however often
  /// its file is included; of one rule in one file no more than [Findings#MOST] are listed, and then how many more
  /// there are.
  public List<Finding> check(Subject subject) {
    Findings out = new Findings();
    Configuration configuration = subject.configuration();
    for (Problem problem : configuration.problems()) {
      for (Rule.OfProblem rule : byKind.getOrDefault(problem.kind(), List.of())) {
        rule.check(problem, subject, out);
      }
    }
    checkDirectives(configuration, subject, out);
    for (Rule.OfConfiguration rule : ofConfiguration) {
      rule.check(subject, out);
    }
    if (!ofRefusal.isEmpty()) {
      for (Refusal refusal : Judge.refusals(configuration)) {
        for (Rule.OfRefusal rule : ofRefusal) {
          rule.check(refusal, subject, out);
        }
      }
    }
    for (MpmPlan plan : subject.plans()) {
      for (Rule.OfPlan rule : ofPlan) {
        rule.check(plan, subject, out);
      }
    }
    return out.sorted();
  }

  private void checkDirectives(Configuration configuration, Subject subject, Consumer<Finding> out) {
    for (String name : configuration.names()) {
      for (Rule.OfDirective rule : byName.getOrDefault(name, List.of())) {
        for (Occurrence occurrence : configuration.active(name)) {
          rule.check(occurrence, subject, out);
        }
      }
    }
  }

  /// Made when it is asked for the first time.
  private static final class All {
    static final RuleSet RULES = new RuleSet(Registry.rules());
  }
}
