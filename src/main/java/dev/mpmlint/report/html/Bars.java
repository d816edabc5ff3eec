package dev.mpmlint.report.html;

import java.util.ArrayList;
import java.util.List;

/// Values side by side, without time: bars from the left, each with its value in words. The same for screens of any width.
///
/// @param id unlike any other on the page
/// @param title what is compared
/// @param summary the same in a sentence
/// @param unit of the values
/// @param names what each group holds, such as the two configurations; at most [Look]'s number of looks
/// @param groups one below the other
public record Bars(String id, String title, String summary, Unit unit, List<String> names, List<Group> groups) {
  /// @param label what is measured, such as `memory at the ceiling`
  /// @param values one for each name, not below 0; NaN where there is none
  public record Group(String label, List<Double> values) {
    public Group {
      values = List.copyOf(values);
    }
  }

  public Bars {
    names = List.copyOf(names);
    groups = List.copyOf(groups);
    int size = names.size();
    for (Group group : groups) {
      if (group.values().size() != size || group.values().stream().anyMatch(v -> v < 0 || Double.isInfinite(v))) {
        throw new IllegalArgumentException("bars of " + title + ": " + group + " does not fit " + names);
      }
    }
  }

  /// For the page.
  public Html.Element figure() {
    Table numbers = new Table(title, titles());
    for (Group group : groups) {
      List<Html> row = new ArrayList<>(List.of(Html.text(group.label())));
      group.values().forEach(value -> row.add(Html.text(shown(value))));
      numbers.row(row);
    }
    return Html.element("figure", Html.element("h3", Html.text(title)))
        .classed("chart")
        .with("id", id)
        .and(drawing(Frame.WIDE), drawing(Frame.NARROW), Html.element("figcaption", Html.text(summary)))
        .and(Tags.details("Numbers of this chart", numbers.html()));
  }

  private List<String> titles() {
    List<String> titles = new ArrayList<>(List.of(""));
    names.forEach(name -> titles.add(">" + name));
    return titles;
  }

  private String shown(double value) {
    return Double.isNaN(value) ? "–" : unit.show(value);
  }

  private Html.Element drawing(Frame frame) {
    double most = groups.stream().flatMap(g -> g.values().stream()).filter(v -> !Double.isNaN(v)).max(Double::compare).orElse(0.0);
    double values = Frame.width(shown(most)) + 30;
    double labels = names.size() < 2 ? 0 : names.stream().mapToDouble(Frame::width).max().orElse(0);
    double left = Math.min(labels + 14, frame.width() * 0.45);
    double room = frame.width() - left - values;
    List<Html> parts = new ArrayList<>();
    String name = id + "-" + frame.css();
    parts.add(Html.element("title", Html.text(title)).with("id", name + "-title"));
    parts.add(Html.element("desc", Html.text(summary)).with("id", name + "-desc"));
    double y = 2;
    for (Group group : groups) {
      parts.add(Drawing.label(group.label(), 2, y + 13, "ptitle"));
      y += 20;
      for (int i = 0; i < names.size(); i++) {
        double value = group.values().get(i);
        double wide = most == 0 || Double.isNaN(value) ? 0 : value / most * room;
        if (names.size() > 1) {
          parts.add(Drawing.label(names.get(i), 2, y + 12, "name"));
        }
        String box = "M" + Numbers.tenth(left) + " " + Numbers.tenth(y + 1) + "h" + Numbers.tenth(Math.max(1, wide)) + "v13H" + Numbers.tenth(left) + "z";
        parts.add(Html.element("path").classed("bar " + Look.of(i).css()).with("d", box));
        parts.add(Drawing.label(shown(value), left + wide + 6, y + 12, "name"));
        y += 18;
      }
      y += 8;
    }
    return Html.element("svg", parts)
        .classed(frame.css())
        .with("viewBox", "0 0 " + Numbers.tenth(frame.width()) + " " + Numbers.tenth(y))
        .with("role", "img")
        .with("aria-labelledby", name + "-title " + name + "-desc");
  }
}
