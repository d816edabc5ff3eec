package dev.mpmlint.report;

import dev.mpmlint.report.SampleCharts.Ceiling;
import dev.mpmlint.report.SampleCharts.Watched;
import dev.mpmlint.report.html.Badge;
import dev.mpmlint.report.html.Bars;
import dev.mpmlint.report.html.Chart;
import dev.mpmlint.report.html.Html;
import dev.mpmlint.report.html.Page;
import dev.mpmlint.report.html.Table;
import dev.mpmlint.report.html.Tags;
import dev.mpmlint.report.html.Unit;
import dev.mpmlint.source.Display;
import dev.mpmlint.verify.compare.Comparison;
import dev.mpmlint.verify.compare.Load;
import dev.mpmlint.verify.compare.Run;
import dev.mpmlint.verify.compare.Side;
import dev.mpmlint.verify.compare.Stretch;
import java.util.ArrayList;
import java.util.List;

/// `mpmlint compare --report`: several servers under the same load, charted together.
public final class ComparePage {
  private final Comparison comparison;
  private final PathNames names;
  private final String toolVersion;

  public ComparePage(Comparison comparison, PathNames names, String toolVersion) {
    this.comparison = comparison;
    this.names = names;
    this.toolVersion = toolVersion;
  }

  /// The whole file, to be written as UTF-8.
  public String html() {
    List<Html> content = new ArrayList<>();
    content.add(Tags.p("The same load on " + comparison.sides().size() + " servers, one after the other").classed("lead"));
    content.add(sides());
    if (!comparison.scale().isNone()) {
      content.add(Tags.p(Tags.badge(Badge.CAREFUL, "scaled 1:" + comparison.scale().factor()), Tags.text(" " + comparison.scale().reason())));
    }
    List<Watched> watched = watched();
    if (!watched.isEmpty()) {
      content.add(Tags.section("charts", "Over time", List.of(chart(watched), waits(), memory())));
      content.add(Tags.section("figures", "Phase by phase", List.of(figures())));
    }
    content.add(Tags.section("load", "The load", load()));
    return new Page("mpmlint compare: " + title(), content, foot()).html();
  }

  /// The files by their last names, where these tell them apart.
  private String title() {
    List<String> files = comparison.sides().stream().map(side -> names.of(side.file())).distinct().toList();
    List<String> last = files.stream().map(name -> name.substring(name.lastIndexOf('/') + 1)).distinct().toList();
    return String.join(" and ", last.size() == files.size() ? last : files);
  }

  private String foot() {
    return "Made by mpmlint " + toolVersion + ". This page holds everything that it shows and asks nobody for anything.";
  }

  private Html sides() {
    Table table = new Table("The servers", "server", "file", "what it is", "engine", "outcome").blocks();
    for (Side side : comparison.sides()) {
      Html outcome =
          switch (side.run()) {
            case Run.Served _ -> Tags.badge(Badge.GOOD, "served");
            case Run.Failed(String why) ->
                Html.several(Tags.badge(Badge.BAD, "does not serve"), Html.element("div", Html.text(names.in(Display.of(why)))).classed("from"));
          };
      table.row(
          List.of(
              Html.text(side.label()), Html.text(names.of(side.file())), Html.text(side.summary()),
              Html.text(side.engine() + ", " + Display.of(side.version())), outcome));
    }
    return table.html();
  }

  private List<Watched> watched() {
    List<Watched> watched = new ArrayList<>();
    for (Side side : comparison.sides()) {
      if (side.run() instanceof Run.Served served) {
        watched.add(new Watched(side.label(), served.samples()));
      }
    }
    return watched;
  }

  private Html chart(List<Watched> watched) {
    List<Ceiling> ceilings = new ArrayList<>();
    for (Side side : comparison.sides()) {
      String name = side.label() + ": at most " + side.ceiling() + " at once";
      boolean same = comparison.sides().stream().allMatch(other -> other.ceiling() == side.ceiling());
      if (!same) {
        ceilings.add(new Ceiling(name, side.ceiling()));
      } else if (ceilings.isEmpty()) {
        ceilings.add(new Ceiling("at most " + side.ceiling() + " at once", side.ceiling()));
      }
    }
    String summary = "What each server did with the same load: its workers, its processes, and how long visitors waited for an answer.";
    Chart chart = SampleCharts.several("over-time", "All servers under the same load", summary, watched, ceilings, List.of());
    for (Load.Phase phase : comparison.load().phases()) {
      chart = phase.kind() == Load.Kind.QUIET || phase.kind() == Load.Kind.AFTERWARDS ? chart.moment(phase.name(), phase.from()) : chart.phase(phase.name(), phase.from(), phase.to());
    }
    return chart.figure();
  }

  /// What visitors feel, phase by phase.
  private Html waits() {
    List<Bars.Group> groups = new ArrayList<>();
    List<Load.Phase> phases = comparison.load().phases();
    for (int i = 0; i < phases.size(); i++) {
      List<Double> values = new ArrayList<>();
      for (Side side : comparison.sides()) {
        if (side.run() instanceof Run.Served(_, List<Stretch> stretches, _)) {
          values.add(stretches.get(i).longest() / 1000);
        }
      }
      groups.add(new Bars.Group(phases.get(i).name(), values));
    }
    return new Bars("waits", "How long visitors wait", "The longest that a visitor waited for an answer, by the phase in which it asked.", Unit.SECONDS, labels(), groups).figure();
  }

  private Html memory() {
    List<Double> values = new ArrayList<>();
    for (Side side : comparison.sides()) {
      if (side.run() instanceof Run.Served served) {
        values.add(served.memoryMib() * 1024 * 1024);
      }
    }
    if (values.stream().allMatch(v -> v.isNaN())) {
      return Tags.note("The memory of another user's processes cannot be seen; run mpmlint as root.");
    }
    String summary = "Proportional set size of all children when it was biggest; of the engine that ran, not of your own modules.";
    return new Bars("memory", "Memory of all children", summary, Unit.BYTES, labels(), List.of(new Bars.Group("at most", values))).figure();
  }

  private List<String> labels() {
    return watched().stream().map(Watched::name).toList();
  }

  private Html figures() {
    List<String> titles = new ArrayList<>(List.of("figure"));
    comparison.sides().forEach(side -> titles.add(">" + side.label()));
    Table table = new Table("What each server did in each phase", titles);
    String before = "";
    for (CompareRows row : CompareRows.of(comparison)) {
      if (!row.phase().equals(before)) {
        table.group(row.phase());
      }
      List<Html> cells = new ArrayList<>(List.of(Html.element("span", Html.text(row.figure())).classed("plain")));
      row.values().forEach(value -> cells.add(Html.text(value)));
      table.row(cells);
      before = row.phase();
    }
    return table.html();
  }

  private List<Html> load() {
    Load load = comparison.load();
    List<Html> phases = new ArrayList<>();
    for (Load.Phase phase : load.phases()) {
      phases.add(Html.text(Unit.SECONDS.show(phase.from()) + " to " + Unit.SECONDS.show(phase.to()) + ": " + phase.name()));
    }
    return List.of(
        Tags.p(
            "Every server got the same at the same second. All the time " + load.visitors()
                + " visitors ask for a page, each on a new connection, and ask again a moment after the answer: their waiting is what is"
                + " measured. Slow requests are held until their phase ends; kept connections have had an answer and stay open, until the"
                + " server's KeepAliveTimeout or the end of their phase."),
        Tags.ul(phases),
        Tags.note("This shows who waits for whom, not how fast a machine is: visitors ask no faster than they read."));
  }
}
