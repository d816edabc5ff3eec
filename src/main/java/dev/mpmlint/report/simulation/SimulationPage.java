package dev.mpmlint.report.simulation;

import dev.mpmlint.advise.simulate.Arrivals;
import dev.mpmlint.advise.simulate.Curve;
import dev.mpmlint.advise.simulate.Durations;
import dev.mpmlint.advise.simulate.Outcome;
import dev.mpmlint.advise.simulate.Study;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.report.html.Chart;
import dev.mpmlint.report.html.Html;
import dev.mpmlint.report.html.Look;
import dev.mpmlint.report.html.Page;
import dev.mpmlint.report.html.Series;
import dev.mpmlint.report.html.Table;
import dev.mpmlint.report.html.Tags;
import dev.mpmlint.report.html.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// As a page with charts: how the swept directive tells, and how each pool fared over time.
public final class SimulationPage {
  /// More would drown the reader.
  private static final int MOST_OVER_TIME = 6;
  /// On a logarithmic axis nothing has no place: less than a tenth of a millisecond stands for it.
  private static final double LEAST = 0.0001;

  private SimulationPage() {}

  /// @param version of the program
  public static String html(Results results, String version) {
    List<Html> content = new ArrayList<>();
    Table facts = new Table("What was simulated", "", "");
    Facts.of(results).forEach(facts::row);
    content.add(facts.html());
    Table table = new Table("What came of it", SimulationText.TITLES);
    results.outcomes().forEach(o -> table.row(SimulationText.cells(o).toArray(String[]::new)));
    content.add(table.html());
    List<Html> notes = new ArrayList<>();
    Notes.of(results).forEach(note -> notes.add(Html.text(note)));
    if (!notes.isEmpty()) {
      content.add(Tags.ul(notes));
    }
    if (!results.study().swept().isEmpty()) {
      content.add(Tags.section("sweep", "By " + results.study().swept(), List.of(swept(results))));
    }
    List<Html> charts = new ArrayList<>();
    List<Outcome> shown = results.outcomes().subList(0, Math.min(MOST_OVER_TIME, results.outcomes().size()));
    for (int i = 0; i < shown.size(); i++) {
      charts.add(overTime("time-" + i, shown.get(i)));
    }
    if (shown.size() < results.outcomes().size()) {
      charts.add(Tags.note("The first " + MOST_OVER_TIME + " of " + results.outcomes().size() + " are shown over time."));
    }
    content.add(Tags.section("time", "Over time", charts));
    return new Page("Simulation of " + results.subject(), content, "mpmlint " + version).html();
  }

  private static Html swept(Results results) {
    Map<Mpm, List<Integer>> byMpm = new LinkedHashMap<>();
    List<Study.Variant> variants = results.study().variants();
    for (int i = 0; i < variants.size(); i++) {
      byMpm.computeIfAbsent(variants.get(i).mpm(), _ -> new ArrayList<>()).add(i);
    }
    List<Chart.Panel> panels =
        List.of(
            panel("response, 95 of 100", Unit.SECONDS, results, byMpm, o -> quantile95(o.responses())).byTens(),
            panel("wait for a worker, 95 of 100", Unit.SECONDS, results, byMpm, o -> quantile95(o.waits())).byTens(),
            panel("refused connections", Unit.PERCENT, results, byMpm, o -> o.refusedShare() * 100),
            panel("memory of a machine's children", Unit.BYTES, results, byMpm, Outcome::mostMemory));
    String directive = results.study().swept();
    return new Chart(
            "swept", "What " + directive + " changes",
            "Responses, waits, refused connections and memory for each value of " + directive + "; the table above has the numbers. Times below 0.1 ms are drawn at 0.1 ms.",
            new Chart.Axis(directive, Unit.NUMBER), panels, List.of())
        .figure();
  }

  /// A gap where nobody came through.
  private static double quantile95(Durations durations) {
    return durations.count() == 0 ? Double.NaN : Math.max(LEAST, durations.quantile(0.95));
  }

  private static Chart.Panel panel(
      String title, Unit unit, Results results, Map<Mpm, List<Integer>> byMpm, ToDoubleFunction<Outcome> figure) {
    List<Series> series = new ArrayList<>();
    byMpm.forEach(
        (mpm, places) -> {
          List<Series.Point> points = new ArrayList<>();
          for (int i : places) {
            points.add(
                new Series.Point(
                    results.study().variants().get(i).value(), figure.applyAsDouble(results.outcomes().get(i))));
          }
          series.add(Series.line(mpm.shortName(), Look.of(series.size()), points));
        });
    return new Chart.Panel(title, unit, false, series, List.of());
  }

  private static Html overTime(String id, Outcome o) {
    Outcome.Series s = o.series();
    double workers = (double) o.scenario().server().workers() * o.scenario().machines();
    Chart.Panel threads =
        Chart.Panel.of(
                "workers", Unit.COUNT,
                Series.line("busy", Look.VERMILION, points(s, s.busy())), Series.line("idle", Look.BLUE, points(s, s.idle())))
            .limit("MaxRequestWorkers " + Unit.COUNT.show(workers), workers);
    Chart.Panel processes =
        Chart.Panel.of("processes", Unit.COUNT, Series.step("processes", Look.GREEN, points(s, s.processes())));
    Chart.Panel connections =
        Chart.Panel.of(
            "connections", Unit.COUNT,
            Series.line("open", Look.PURPLE, points(s, s.open())), Series.line("in the backlog", Look.AMBER, points(s, s.waiting())));
    Chart.Panel requests =
        Chart.Panel.of(
            "a second", Unit.PER_SECOND,
            Series.line("answered requests", Look.BLUE, points(s, s.answered())),
            Series.line("refused connections", Look.VERMILION, points(s, s.refused())));
    Chart chart =
        Chart.overTime(
            id, o.scenario().label(),
            "Workers, processes, connections and answers of " + o.scenario().label() + ", of all machines together.",
            threads, processes, connections, requests);
    if (o.scenario().warmUp() > 0) {
      chart = chart.phase("warm-up, not counted", 0, (double) o.scenario().warmUp() / Arrivals.SECOND);
    }
    for (Outcome.Said said : o.said()) {
      if (said.level() != dev.mpmlint.mpm.Message.Level.INFO) {
        chart = chart.moment(said.number(), (double) said.first() / Arrivals.SECOND);
      }
    }
    return chart.figure();
  }

  private static List<Series.Point> points(Outcome.Series s, Curve curve) {
    List<Series.Point> points = new ArrayList<>(curve.size());
    for (int i = 0; i < curve.size(); i++) {
      points.add(new Series.Point((double) i * s.step(), curve.at(i)));
    }
    return points;
  }
}
