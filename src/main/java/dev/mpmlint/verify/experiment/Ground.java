package dev.mpmlint.verify.experiment;

import dev.mpmlint.lint.Whereabouts;
import dev.mpmlint.mpm.Figures;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Origin;
import dev.mpmlint.mpm.PoolNumbers;
import dev.mpmlint.mpm.Setting;
import dev.mpmlint.verify.engine.Engine;
import dev.mpmlint.verify.engine.Scratch;
import dev.mpmlint.verify.model.Source;
import dev.mpmlint.verify.scenario.Scenario;
import dev.mpmlint.verify.scenario.Variant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What experiments of one engine stand on.
///
/// @param full whether they may take their time
/// @param root whether servers are started by root
record Ground(Engine engine, Scenario scenario, Scratch scratch, boolean full, boolean root, Progress progress) {
  /// The plan of the scratch copy.
  ///
  /// @throws IllegalStateException when no server runs it
  MpmPlan plan(Variant variant) {
    MpmPlan plan = scenario.predicted(variant).plan();
    if (plan == null) {
      throw new IllegalStateException("there is not one MPM");
    }
    return plan;
  }

  PoolNumbers numbers(MpmPlan plan) {
    Map<MpmDirective, String> written = new LinkedHashMap<>();
    plan.settings().forEach((d, s) -> {
      String text = s.written();
      if (text != null) {
        written.put(d, text);
      }
    });
    return PoolNumbers.of(Figures.of(plan.mpm(), scenario.version(), written, Runtime.getRuntime().availableProcessors()));
  }

  static boolean threaded(MpmPlan plan) {
    return plan.mpm() != Mpm.PREFORK;
  }

  /// The lines of the user's configuration that set these numbers.
  List<Source> sources(MpmDirective... directives) {
    List<Source> sources = new ArrayList<>();
    MpmPlan given = scenario.given();
    for (MpmDirective d : directives) {
      Setting setting = given == null ? null : given.setting(d).orElse(null);
      if (setting != null) {
        sources.add(source(setting));
      }
    }
    return sources;
  }

  private static Source source(Setting setting) {
    return switch (setting.origin()) {
      case Origin.Written(var at) ->
          new Source(at.span().file().name(), at.span().line(), at.statement().name() + ' ' + at.statement().args());
      case Origin.Default() ->
          Source.ofDefault(setting.directive() + " " + BigDecimal.valueOf(setting.effective()).stripTrailingZeros().toPlainString());
    };
  }

  /// The lines of any other directive, or its default.
  List<Source> lines(String directive, String fallback) {
    return scenario
        .configuration()
        .last(directive)
        .map(o -> List.of(new Source(o.span().file().name(), o.span().line(), o.statement().name() + ' ' + o.statement().args())))
        .orElse(fallback.isEmpty() ? List.of() : List.of(Source.ofDefault(fallback)));
  }

  /// A line that httpd names: `line 7 of /etc/apache2/apache2.conf`.
  List<Source> line(String at) {
    return scenario.configuration().occurrences().stream()
        .filter(o -> o.active() && Whereabouts.of(scenario.configuration(), o).equals(at))
        .findFirst()
        .map(o -> List.of(new Source(o.span().file().name(), o.span().line(), o.statement().name() + ' ' + o.statement().args())))
        .orElse(List.of());
  }
}
