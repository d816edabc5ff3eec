package dev.mpmlint.report;

import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.report.SampleCharts.Ceiling;
import dev.mpmlint.report.SampleCharts.Watched;
import dev.mpmlint.report.html.Badge;
import dev.mpmlint.report.html.Html;
import dev.mpmlint.report.html.Page;
import dev.mpmlint.report.html.Table;
import dev.mpmlint.report.html.Tags;
import dev.mpmlint.report.html.Tags.Tile;
import dev.mpmlint.source.Display;
import dev.mpmlint.verify.model.EngineRun;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.FindingVerdict;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Outcome;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.model.Replacement;
import dev.mpmlint.verify.model.Source;
import dev.mpmlint.verify.model.Trial;
import dev.mpmlint.verify.model.Verdict;
import dev.mpmlint.verify.model.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `mpmlint verify --report`: a proof as one page. Stateless but for what it was made of.
public final class VerifyPage {
  private final VerifyReport report;
  private final @Nullable MpmPlan plan;
  private final PathNames names;
  private final String toolVersion;

  /// @param plan what the configuration's numbers become; null where no MPM is decided
  public VerifyPage(VerifyReport report, @Nullable MpmPlan plan, PathNames names, String toolVersion) {
    this.report = report;
    this.plan = plan;
    this.names = names;
    this.toolVersion = toolVersion;
  }

  /// The whole file, to be written as UTF-8.
  public String html() {
    List<Html> content = new ArrayList<>();
    content.add(Tags.p(report.mpm().isEmpty() ? report.summary() : report.mpm() + " · " + report.summary()).classed("lead"));
    content.add(Tags.tiles(tiles()));
    if (!report.scale().isNone()) {
      content.add(Tags.p(Tags.badge(Badge.CAREFUL, "scaled 1:" + report.scale().factor()), Tags.text(" " + report.scale().reason())));
    }
    content.add(Tags.section("verdicts", "Promises and verdicts", List.of(verdicts())));
    if (!report.findings().isEmpty()) {
      content.add(Tags.section("findings", "Findings of check", List.of(findings())));
    }
    List<Html> charts = charts();
    if (!charts.isEmpty()) {
      content.add(Tags.section("charts", "Over time", charts));
    }
    if (plan != null) {
      content.add(Tags.section("plan", "What the numbers become", List.of(numbers(plan))));
    }
    content.add(Tags.section("method", "How it was tried", method()));
    content.add(1, Tags.contents(content));
    return new Page("mpmlint verify " + names.of(report.file()), content, foot()).html();
  }

  private String foot() {
    return "Made by mpmlint " + toolVersion + ". This page holds everything that it shows and asks nobody for anything.";
  }

  private List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      tiles.add(new Tile(outcome.words(), Long.toString(report.count(outcome))));
    }
    tiles.add(new Tile(report.full() ? "took, in full" : "took", seconds(report.took().toMillis() / 1000.0)));
    return tiles;
  }

  private static String seconds(double seconds) {
    return dev.mpmlint.report.html.Unit.SECONDS.show(seconds);
  }

  private Html verdicts() {
    boolean several = report.engines().size() > 1;
    List<String> titles = new ArrayList<>(List.of("promise", "expected"));
    for (EngineRun engine : report.engines()) {
      titles.add(engine.engine());
    }
    titles.add(several ? "engines" : "verdict");
    Table table = new Table("What the configuration promises, and what was seen", titles).blocks();
    Experiment before = null;
    for (Promise promise : report.promises()) {
      table.row(row(promise, promise.experiment() != before, several));
      before = promise.experiment();
    }
    return table.html();
  }

  private List<Html> row(Promise promise, boolean first, boolean several) {
    List<Html> cells = new ArrayList<>();
    List<Html> what = new ArrayList<>();
    if (first) {
      what.add(Html.element("span", Html.text(promise.experiment().word())).classed("kind"));
    }
    what.add(Html.element("div", Html.text(names.in(promise.sentence()))));
    for (Source source : promise.from()) {
      what.add(Html.element("div", source(source)).classed("from"));
    }
    cells.add(Html.several(what));
    boolean measured = promise.expected() instanceof Expectation.Anything;
    cells.add(Html.text(measured ? "measured only" : Display.of(promise.expected().words())));
    List<Observation> seen = new ArrayList<>();
    for (EngineRun engine : report.engines()) {
      Optional<Verdict> verdict = engine.verdict(promise.id());
      Observation observed = verdict.map(Verdict::observed).orElseGet(Observation.Nothing::new);
      boolean nothing = observed instanceof Observation.Nothing;
      Html badge = badge(verdict.map(Verdict::outcome).orElse(Outcome.NOT_TRIED));
      List<Html> cell = new ArrayList<>(List.of(Html.text(nothing ? "–" : Display.of(observed.words()))));
      if (several) {
        cell.add(Html.element("div", badge));
      }
      verdict.filter(v -> !v.reason().isEmpty()).ifPresent(v -> cell.add(Html.element("div", Html.text(names.in(v.reason()))).classed("from")));
      cells.add(Html.several(cell));
      if (!several) {
        cells.add(badge);
      }
      if (!nothing) {
        seen.add(observed);
      }
    }
    if (several) {
      cells.add(agreement(seen));
    }
    return cells;
  }

  private static Html agreement(List<Observation> seen) {
    if (seen.size() < 2) {
      return Html.text("–");
    }
    boolean agree = seen.stream().allMatch(each -> each.agrees(seen.getFirst()));
    return agree ? Tags.badge(Badge.GOOD, "agree") : Tags.badge(Badge.CAREFUL, "differ");
  }

  private static Html badge(Outcome outcome) {
    Badge kind =
        switch (outcome) {
          case PROVED -> Badge.GOOD;
          case REFUTED -> Badge.BAD;
          case NOT_TRIED -> Badge.OPEN;
        };
    return Tags.badge(kind, outcome.words());
  }

  private Html source(Source source) {
    Html code = Tags.code(Display.of(source.text()));
    return source.isDefault() ? code : Html.several(code, Html.text(" " + place(source)));
  }

  private String place(Source source) {
    return source.isDefault() ? "" : names.of(source.file()) + ":" + source.line();
  }

  private Html findings() {
    Table table = new Table("What check says of this configuration, and how it stands", "finding", "place", "predicts", "tried by", "verdict").blocks();
    for (FindingVerdict finding : report.findings()) {
      Html code = Tags.code(finding.code());
      Html what = Html.several(code, Html.text(" " + finding.name()), Html.element("div", Html.text(names.in(finding.message()))).classed("plain"));
      String tried = String.join(", ", finding.experiments().stream().map(Experiment::word).toList());
      List<Html> verdict = new ArrayList<>(List.of(badge(finding.outcome())));
      if (!finding.reason().isEmpty()) {
        verdict.add(Html.element("div", Html.text(names.in(finding.reason()))).classed("from"));
      }
      table.row(
          List.of(
              what, Html.text(place(finding.at())), Html.text(finding.predicts().isEmpty() ? "–" : names.in(finding.predicts())),
              Html.text(tried.isEmpty() ? "–" : tried), Html.several(verdict)));
    }
    return table.html();
  }

  private List<Html> charts() {
    List<Html> charts = new ArrayList<>();
    for (Experiment experiment : Experiment.all()) {
      List<EngineRun> runs =
          report.engines().stream().filter(e -> e.trial(experiment).filter(t -> !t.samples().isEmpty()).isPresent()).toList();
      if (!runs.isEmpty()) {
        charts.add(chart(experiment, runs));
      }
    }
    return charts;
  }

  /// Of several engines their samples together, with what was done to the first.
  private Html chart(Experiment experiment, List<EngineRun> runs) {
    Trial first = runs.getFirst().trial(experiment).orElseThrow();
    String title = experiment.word() + ": " + experiment.summary();
    String summary = summary(experiment, runs);
    if (runs.size() == 1) {
      return SampleCharts.one(experiment.word(), title, summary, first.samples(), ceilings(), first.marks()).figure();
    }
    List<Watched> servers =
        runs.stream().map(run -> new Watched(run.engine(), run.trial(experiment).orElseThrow().samples())).toList();
    return SampleCharts.several(experiment.word(), title, summary, servers, ceilings(), first.marks()).figure();
  }

  private String summary(Experiment experiment, List<EngineRun> runs) {
    List<String> sentences = new ArrayList<>();
    for (EngineRun run : runs) {
      for (Verdict verdict : run.trial(experiment).orElseThrow().verdicts()) {
        if (verdict.outcome() != Outcome.NOT_TRIED) {
          String on = runs.size() > 1 ? run.engine() + ": " : "";
          sentences.add(on + names.in(verdict.promise().sentence()) + ": " + Display.of(verdict.observed().words()));
        }
      }
    }
    return sentences.isEmpty() ? "" : "Seen: " + String.join("; ", sentences) + ".";
  }

  /// How many requests may be served at once, where that is promised.
  private List<Ceiling> ceilings() {
    for (Promise promise : report.promises()) {
      if (promise.experiment() == Experiment.CEILING && promise.expected() instanceof Expectation.Exactly(double value, _, _) && value > 1) {
        return List.of(new Ceiling(String.format(Locale.ROOT, "at most %.0f at once", value), value));
      }
    }
    return List.of();
  }

  private Html numbers(MpmPlan plan) {
    Table table = new Table("Of the MPM " + plan.mpm().shortName(), "directive", ">requested", ">effective", "from", "why changed").blocks();
    for (PlanRow row : PlanRow.of(plan, names)) {
      table.row(row.directive(), row.requested(), row.effective(), row.from(), row.why());
    }
    return table.html();
  }

  /// A line of the configuration, which may have been shortened.
  private static String shown(String line) {
    return line.endsWith("…") ? Display.of(line.substring(0, line.length() - 1)) + "…" : Display.of(line);
  }

  private List<Html> method() {
    List<Html> parts = new ArrayList<>();
    List<Html> engines = new ArrayList<>();
    for (EngineRun engine : report.engines()) {
      engines.add(Html.several(Tags.strong(engine.engine()), Html.text(": " + Display.of(engine.version()))));
    }
    parts.add(Tags.p("A copy of the configuration ran on loopback addresses and free ports, with logs and documents of its own:"));
    parts.add(Tags.ul(engines));
    parts.add(Tags.p(report.scale().isNone() ? "Its numbers were as they stand." : "All its numbers were divided by " + report.scale().factor() + ": " + report.scale().reason()));
    if (!report.replaced().isEmpty()) {
      Table table = new Table("What the copy had otherwise", "place", "line", "instead", "command").blocks();
      for (Replacement each : report.replaced()) {
        Html instead = each.by().isEmpty() ? Html.text("left out") : Tags.code(Display.of(each.by()));
        table.row(
            List.of(Html.text(place(each.at())), Tags.code(shown(each.what())), instead, Html.text(each.command() ? "not run" : "")));
      }
      parts.add(Tags.details(report.replaced().size() + " lines were replaced", table.html()));
    }
    return parts;
  }
}
