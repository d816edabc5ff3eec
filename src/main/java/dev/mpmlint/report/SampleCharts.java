package dev.mpmlint.report;

import dev.mpmlint.report.html.Chart;
import dev.mpmlint.report.html.Chart.Panel;
import dev.mpmlint.report.html.Look;
import dev.mpmlint.report.html.Series;
import dev.mpmlint.report.html.Series.Point;
import dev.mpmlint.report.html.Unit;
import dev.mpmlint.verify.model.Mark;
import dev.mpmlint.verify.model.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Charts of servers that were watched over time. A quantity looks the same in all of them. Stateless.
final class SampleCharts {
  /// Latencies that differ by more than this are shown by tens.
  private static final double FAR_APART = 50;

  private SampleCharts() {}

  /// One of the servers that are shown together.
  record Watched(String name, List<Sample> samples) {}

  /// A line across the number of workers.
  record Ceiling(String name, double at) {}

  /// One server: its workers and connections in one panel. What was not measured in this experiment has no panel.
  static Chart one(String id, String title, String summary, List<Sample> samples, List<Ceiling> ceilings, List<Mark> marks) {
    Panel workers =
        Panel.of(
            "workers and waiting connections", Unit.COUNT,
            Series.step("busy", Look.VERMILION, points(samples, Sample::busy)),
            Series.step("idle", Look.GREEN, points(samples, Sample::idle)),
            Series.step("waiting", Look.PURPLE, points(samples, Sample::waiting)));
    for (Ceiling ceiling : ceilings) {
      workers = workers.limit(ceiling.name(), ceiling.at());
    }
    List<Panel> panels = new ArrayList<>(List.of(workers));
    panels.add(Panel.of("processes", Unit.COUNT, Series.step("processes", Look.BLUE, points(samples, Sample::processes))));
    List<Point> answers = points(samples, Sample::requestsPerSecond);
    if (answers.stream().anyMatch(p -> p.y() > 0)) {
      panels.add(Panel.of("requests per second", Unit.PER_SECOND, Series.line("answers", Look.GREY, answers)));
    }
    List<Point> latency = points(samples, SampleCharts::latency);
    if (latency.stream().anyMatch(p -> p.y() >= 0)) {
      panels.add(latency(Panel.of("latency", Unit.SECONDS, Series.line("median", Look.AMBER, latency)), List.of(latency)));
    }
    return chart(id, title, summary, panels, marks);
  }

  /// Several servers: a panel for each quantity, and in it a series for each server.
  static Chart several(String id, String title, String summary, List<Watched> servers, List<Ceiling> ceilings, List<Mark> marks) {
    List<Panel> panels = new ArrayList<>();
    Panel busy = panel("busy workers", Unit.COUNT, Series.Shape.STEP, servers, Sample::busy);
    for (Ceiling ceiling : ceilings) {
      busy = busy.limit(ceiling.name(), ceiling.at());
    }
    panels.add(busy);
    panels.add(panel("idle workers", Unit.COUNT, Series.Shape.STEP, servers, Sample::idle));
    panels.add(panel("waiting connections", Unit.COUNT, Series.Shape.STEP, servers, Sample::waiting));
    panels.add(panel("processes", Unit.COUNT, Series.Shape.STEP, servers, Sample::processes));
    panels.add(panel("requests per second", Unit.PER_SECOND, Series.Shape.LINE, servers, Sample::requestsPerSecond));
    List<List<Point>> latencies = servers.stream().map(s -> points(s.samples(), SampleCharts::latency)).toList();
    if (latencies.stream().flatMap(List::stream).anyMatch(p -> p.y() >= 0)) {
      panels.add(latency(panel("median latency", Unit.SECONDS, Series.Shape.LINE, servers, SampleCharts::latency), latencies));
    }
    return chart(id, title, summary, panels, marks);
  }

  private static Panel panel(String title, Unit unit, Series.Shape shape, List<Watched> servers, ToDoubleFunction<Sample> value) {
    List<Series> series = new ArrayList<>();
    for (Watched server : servers) {
      series.add(new Series(server.name(), shape, Look.of(series.size()), points(server.samples(), value)));
    }
    return new Panel(title, unit, false, series, List.of());
  }

  private static Chart chart(String id, String title, String summary, List<Panel> panels, List<Mark> marks) {
    Chart chart = new Chart(id, title, summary, Chart.Axis.TIME, panels, List.of());
    for (Mark mark : marks) {
      chart = chart.moment(mark.words(), mark.seconds());
    }
    return chart;
  }

  private static Panel latency(Panel panel, List<List<Point>> points) {
    double[] positive =
        points.stream().flatMap(List::stream).mapToDouble(Point::y).filter(y -> y > 0).sorted().toArray();
    return positive.length > 1 && positive[positive.length - 1] / positive[0] > FAR_APART ? panel.byTens() : panel;
  }

  private static double latency(Sample sample) {
    return sample.latencyMillis() / 1000;
  }

  private static List<Point> points(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return samples.stream().map(s -> new Point(s.seconds(), value.applyAsDouble(s))).toList();
  }
}
