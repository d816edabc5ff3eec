package dev.mpmlint.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mpmlint.report.html.Chart.Panel;
import dev.mpmlint.report.html.Series.Point;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
  private static final List<Point> POINTS = List.of(new Point(0, 1), new Point(1, 3), new Point(2, Double.NaN), new Point(4, 2));

  @Test
  void aStepHoldsUntilTheNextPointAndAGapIsLeftOpen() throws Exception {
    Element line = first(parse(chart(Series.step("busy", Look.BLUE, POINTS))), "path", "ln s1");

    assertThat(line.getAttribute("d")).matches("M\\S+ \\S+H\\S+V\\S+M\\S+ \\S+");
  }

  @Test
  void aLineJoinsItsPoints() throws Exception {
    Element line = first(parse(chart(Series.line("busy", Look.VERMILION, POINTS))), "path", "ln s2");

    assertThat(line.getAttribute("d")).matches("M\\S+ \\S+L\\S+ \\S+M\\S+ \\S+");
    assertThat(line.getAttribute("stroke-dasharray")).isEqualTo("7 3");
  }

  @Test
  void aBarReachesToTheNextOne() throws Exception {
    Element bars = first(parse(chart(Series.bars("busy", Look.GREEN, POINTS))), "path", "bar s3");

    assertThat(Pattern.compile("z").matcher(bars.getAttribute("d")).results().count()).isEqualTo(3);
  }

  @Test
  void placesAreRight() throws Exception {
    Document page = parse(chart(Series.line("busy", Look.BLUE, List.of(new Point(10, 0), new Point(20, 100)))));
    Element svg = first(page, "svg", "wide");
    String left = svg.getAttribute("data-left");
    String right = svg.getAttribute("data-right");

    assertThat(first(page, "path", "ln s1").getAttribute("d")).startsWith("M" + left + " ").contains("L" + right + " ");
    assertThat(svg.getAttribute("data-from")).isEqualTo("10.0");
    assertThat(svg.getAttribute("data-to")).isEqualTo("20.0");
  }

  @Test
  void everythingIsSaidInWordsToo() throws Exception {
    Chart chart =
        Chart.overTime(
                "c", "The <ceiling>", "What & why.",
                Panel.of("workers", Unit.COUNT, Series.step("busy", Look.BLUE, POINTS)).limit("MaxRequestWorkers 3", 3),
                Panel.of("latency", Unit.SECONDS, Series.line("median", Look.AMBER, POINTS)))
            .phase("burst", 1, 3)
            .moment("a child is killed", 3.5);
    Document page = parse(chart);

    assertThat(texts(page, "title")).containsOnly("The <ceiling>");
    assertThat(texts(page, "desc")).containsOnly("What & why.");
    assertThat(texts(page, "text")).contains("busy", "median", "MaxRequestWorkers 3", "workers", "latency", "0 s");
    assertThat(texts(page, "li")).containsExactly("burst, 1 s to 3 s", "a child is killed, at 3.5 s");
    assertThat(texts(page, "th")).contains("workers: busy", "latency: median", "4.0 s");
    assertThat(texts(page, "td")).contains("–", "2", "2 s");
  }

  @Test
  void manyPointsAreThinnedButTheirPeakStays() {
    Random random = new Random(3);
    List<Point> many = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      many.add(new Point(i / 100.0, i == 77_777 ? 1000 : random.nextInt(10)));
    }

    List<Point> fewer = Thinned.of(many, 0, 2000, 500);

    assertThat(fewer).hasSizeLessThan(2100).contains(many.getFirst(), many.getLast(), many.get(77_777));
    assertThat(fewer).isSortedAccordingTo((a, b) -> Double.compare(a.x(), b.x()));
    String html = chart(Series.step("busy", Look.BLUE, many)).figure().html();
    assertThat(html.length()).isLessThan(150_000);
  }

  @Test
  void whereNothingWasMeasuredItSaysSo() {
    assertThat(chart(Series.step("busy", Look.BLUE, List.of())).figure().html()).contains("Nothing was measured").doesNotContain("<svg");
  }

  @Test
  void oddSeriesAreDrawnToo() throws Exception {
    List<List<Point>> odd =
        List.of(
            List.of(new Point(5, 5)), List.of(new Point(0, Double.NaN)), List.of(new Point(0, 0), new Point(0, 0)),
            List.of(new Point(-3, -2), new Point(1e9, 1e12)), List.of(new Point(0, 1e-9), new Point(1e-6, 1e-7)));
    for (List<Point> points : odd) {
      for (Series.Shape shape : Series.Shape.values()) {
        for (Unit unit : Unit.values()) {
          Panel panel = Panel.of("p", unit, new Series("s", shape, Look.BLUE, points));
          assertThat(parse(Chart.overTime("c", "t", "s", panel)).getElementsByTagName("svg").getLength()).isEqualTo(2);
          assertThat(parse(Chart.overTime("c", "t", "s", panel.byTens())).getElementsByTagName("svg").getLength()).isEqualTo(2);
        }
      }
    }
  }

  @Test
  void looksAreToldApartWithoutColours() {
    Set<String> dashes = new HashSet<>();
    Set<String> markers = new HashSet<>();
    for (Look look : Look.values()) {
      dashes.add(look.stroke("M0 0").attributes().getOrDefault("stroke-dasharray", "solid"));
      markers.add(String.valueOf(look.mark(0, 0).attributes().get("d")));
    }
    assertThat(dashes).hasSameSizeAs(Look.values());
    assertThat(markers).hasSameSizeAs(Look.values());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Point(Double.NaN, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Series.line("back", Look.BLUE, List.of(new Point(1, 0), new Point(0, 0))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Panel.of("p", Unit.COUNT, Series.line("a", Look.BLUE, POINTS), Series.line("b", Look.BLUE, POINTS)));
    assertThatIllegalArgumentException().isThrownBy(() -> Chart.overTime("a b", "t", "s", Panel.of("p", Unit.COUNT)));
  }

  @Test
  void namesDoNotCoverEachOther() {
    assertThat(Spread.of(new double[] {50, 50, 51}, 15, 0, 100)).containsExactly(50, 65, 80);
    assertThat(Spread.of(new double[] {98, 99, 100}, 15, 0, 100)).containsExactly(70, 85, 100);
    assertThat(Spread.of(new double[] {10}, 15, 0, 100)).containsExactly(10);
    assertThat(Spread.of(new double[] {5, 5, 5, 5}, 50, 0, 90)).containsExactly(0, 30, 60, 90);
    assertThat(Spread.of(new double[0], 15, 0, 100)).isEmpty();
  }

  private static Chart chart(Series series) {
    return Chart.overTime("c", "A chart", "What it shows.", Panel.of("workers", Unit.COUNT, series));
  }

  private static Document parse(Chart chart) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(chart.figure().html())));
  }

  private static Element first(Document page, String name, String css) {
    NodeList all = page.getElementsByTagName(name);
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element element && element.getAttribute("class").equals(css)) {
        return element;
      }
    }
    throw new AssertionError("no <" + name + " class=" + css + ">");
  }

  private static List<String> texts(Document page, String name) {
    NodeList all = page.getElementsByTagName(name);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      texts.add(all.item(i).getTextContent());
    }
    return texts;
  }
}
