package dev.mpmlint.report.html;

/// How a series is told from others: by colour (after Okabe and Ito, of a lightness that the page's background allows), by
/// dashes and by marker, each of which is enough by itself.
public enum Look {
  BLUE("s1", "", "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z"),
  VERMILION("s2", "7 3", "M-3.2 -3.2h6.4v6.4h-6.4z"),
  GREEN("s3", "2 2.5", "M0 -4.2L4 3.2H-4z"),
  PURPLE("s4", "9 3 2 3", "M0 -4.6L4.6 0L0 4.6L-4.6 0z"),
  AMBER("s5", "14 4", "M0 4.2L4 -3.2H-4z"),
  GREY("s6", "4 2 1 2 1 2", "M-4 -1.3h2.7v-2.7h2.6v2.7h2.7v2.6h-2.7v2.7h-2.6v-2.7h-2.7z");

  private final String css;
  private final String dashes;
  private final String marker;

  Look(String css, String dashes, String marker) {
    this.css = css;
    this.dashes = dashes;
    this.marker = marker;
  }

  /// The n-th look, for series that mean nothing beyond their order.
  public static Look of(int index) {
    return values()[index];
  }

  /// Its class in the style sheet.
  String css() {
    return css;
  }

  /// A line along this path.
  Html.Element stroke(String path) {
    Html.Element line = Html.element("path").classed("ln " + css).with("d", path);
    return dashes.isEmpty() ? line : line.with("stroke-dasharray", dashes);
  }

  /// The marker with its middle here.
  Html.Element mark(double x, double y) {
    return Html.element("path")
        .classed("mk " + css)
        .with("d", marker)
        .with("transform", "translate(" + Numbers.tenth(x) + " " + Numbers.tenth(y) + ")");
  }
}
