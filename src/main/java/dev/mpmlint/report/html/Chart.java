package dev.mpmlint.report.html;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A chart over time (or over anything else that grows): panels one above the other with one common axis.
///
/// On the page it is a figure with two drawings, of which the style sheet shows the one that fits the screen, the phases in
/// words, and all numbers as a table that can be opened. It reads well without colours and without a script.
///
/// @param id unlike any other on the page; letters, digits, hyphens
/// @param title what is seen
/// @param summary the same in a sentence or two, for those who cannot see it
/// @param over the unit of the common axis
/// @param panels at least one; those of different units are panels of their own
/// @param phases what happened when
public record Chart(String id, String title, String summary, Axis over, List<Panel> panels, List<Phase> phases) {
  private static final Pattern ID = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");

  /// The common axis.
  ///
  /// @param title such as `time since the start`; shown at its end, may be empty
  public record Axis(String title, Unit unit) {
    /// Seconds since the beginning.
    public static final Axis TIME = new Axis("time", Unit.SECONDS);
  }

  /// A part of the time, shown as a band: `warm-up`, `burst`; or a moment, shown as a line: `a child is killed`.
  ///
  /// @param from where the chart's axis is so much
  /// @param to not below it; the same for a moment
  public record Phase(String name, double from, double to) {
    public Phase {
      if (!Double.isFinite(from) || !(to >= from)) {
        throw new IllegalArgumentException("no phase: " + name + " from " + from + " to " + to);
      }
    }
  }

  public Chart {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("no id of a chart: " + id);
    }
    panels = List.copyOf(panels);
    phases = List.copyOf(phases);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("a chart needs a panel");
    }
  }

  public static Chart overTime(String id, String title, String summary, Panel... panels) {
    return new Chart(id, title, summary, Axis.TIME, List.of(panels), List.of());
  }

  /// The same with one more phase.
  public Chart phase(String name, double from, double to) {
    List<Phase> more = new ArrayList<>(phases);
    more.add(new Phase(name, from, to));
    return new Chart(id, title, summary, over, panels, more);
  }

  /// The same with something that happened at once.
  public Chart moment(String name, double at) {
    return phase(name, at, at);
  }

  /// Whether there is a point to show.
  public boolean isEmpty() {
    return panels.stream().allMatch(panel -> panel.series().stream().allMatch(series -> series.points().isEmpty()));
  }

  /// For the page.
  public Html.Element figure() {
    Html.Element figure = Html.element("figure").classed("chart").with("id", id);
    Html heading = Html.element("h3", Html.text(title));
    if (isEmpty()) {
      return figure.and(heading, Html.element("p", Html.text("Nothing was measured.")).classed("note"));
    }
    List<Html> caption = new ArrayList<>(List.of(Html.text(summary)));
    if (!phases.isEmpty()) {
      List<Html> items = new ArrayList<>();
      for (Phase phase : phases) {
        String from = over.unit().show(phase.from());
        String when = phase.to() == phase.from() ? "at " + from : from + " to " + over.unit().show(phase.to());
        items.add(Html.element("li", Html.text(phase.name() + ", " + when)));
      }
      caption.add(Html.element("ol", items).classed("phases"));
    }
    return figure.and(
        heading, Drawing.of(this, Frame.WIDE), Drawing.of(this, Frame.NARROW), Html.element("figcaption", caption),
        ChartData.of(this));
  }

  /// The first and the last x of all points and phases, apart.
  double[] span() {
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (Panel panel : panels) {
      for (Series series : panel.series()) {
        if (!series.points().isEmpty()) {
          from = Math.min(from, series.points().getFirst().x());
          to = Math.max(to, series.points().getLast().x() + series.lastWidth());
        }
      }
    }
    for (Phase phase : phases) {
      from = Math.min(from, phase.from());
      to = Math.max(to, phase.to());
    }
    return new double[] {from, to > from ? to : from + 1};
  }

  /// One area with an axis of its own for the values.
  ///
  /// @param title what the axis counts, such as `requests` or `latency`; stands above it
  /// @param logarithmic each step of the axis ten times the one before; for latencies from milliseconds to seconds
  /// @param series at most [Look]'s number of looks, none twice
  /// @param limits lines across it
  public record Panel(String title, Unit unit, boolean logarithmic, List<Series> series, List<Limit> limits) {
    public Panel {
      series = List.copyOf(series);
      limits = List.copyOf(limits);
      Set<Look> looks = new HashSet<>();
      for (Series each : series) {
        if (!looks.add(each.look())) {
          throw new IllegalArgumentException("two series of " + title + " look the same: " + each.look());
        }
      }
    }

    public static Panel of(String title, Unit unit, Series... series) {
      return new Panel(title, unit, false, List.of(series), List.of());
    }

    /// The same with each step ten times the one before.
    public Panel byTens() {
      return new Panel(title + ", logarithmic", unit, true, series, limits);
    }

    /// The same with a line across it, such as `MaxRequestWorkers 250` at 250.
    public Panel limit(String name, double at) {
      List<Limit> more = new ArrayList<>(limits);
      more.add(new Limit(name, at));
      return new Panel(title, unit, logarithmic, series, more);
    }
  }

  /// A line across a panel, with its name.
  public record Limit(String name, double at) {
    public Limit {
      if (!Double.isFinite(at)) {
        throw new IllegalArgumentException("no limit: " + name + " at " + at);
      }
    }
  }
}
