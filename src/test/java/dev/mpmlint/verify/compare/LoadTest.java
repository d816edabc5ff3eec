package dev.mpmlint.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.verify.compare.Stretch.Visit;
import dev.mpmlint.verify.model.Sample;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadTest {
  @Test
  void moreSlowRequestsComeThanAnySideServesAtOnce() {
    Load load = Load.of(List.of(150, 400), 511);

    assertThat(load.slow()).isEqualTo(480);
    assertThat(load.kept()).isEqualTo(400);
    assertThat(load.phase(Load.Kind.SLOW_REQUESTS).name()).isEqualTo("480 slow requests");
  }

  @Test
  void noMoreComeThanTheShortestQueueHolds() {
    Load load = Load.of(List.of(10, 400), 50);

    assertThat(load.slow()).isEqualTo(10 + 50 - load.visitors());
    assertThat(load.kept()).isEqualTo(load.slow());
    assertThat(Load.of(List.of(1), 1).slow()).isEqualTo(1);
    assertThat(Load.of(List.of(), 1).slow()).isEqualTo(1);
  }

  @Test
  void phasesFollowEachOther() {
    List<Load.Phase> phases = Load.of(List.of(20, 20), 511).phases();

    assertThat(phases.stream().map(Load.Phase::kind)).containsExactly(Load.Kind.values());
    for (int i = 1; i < phases.size(); i++) {
      assertThat(phases.get(i).from()).isEqualTo(phases.get(i - 1).to());
    }
  }

  @Test
  void aVisitCountsWhereItBegan() {
    Load.Phase phase = new Load.Phase(Load.Kind.QUIET, "quiet", 2, 4);
    List<Visit> visits =
        List.of(
            new Visit(1.9, 900, true), new Visit(2, 10, true), new Visit(2.5, 20, true), new Visit(3, 5000, true),
            new Visit(3.9, 30, false), new Visit(4, 700, true));
    List<Sample> samples =
        List.of(new Sample(1, 9, 9, 9, 0, 9, 0, 0), new Sample(3, 2, 4, 3, 1, 7, 0, 0), new Sample(3.5, 3, 6, 1, 5, 0, 0, 0));

    Stretch stretch = Stretch.of(phase, visits, samples);

    assertThat(stretch).isEqualTo(new Stretch(3, 1, 20, 5000, 5000, 3, 3, 7));
  }

  @Test
  void thePercentileIsANearestRank() {
    List<Visit> visits = IntStream.rangeClosed(1, 100).mapToObj(i -> new Visit(0, i, true)).toList();
    Stretch stretch = Stretch.of(new Load.Phase(Load.Kind.QUIET, "q", 0, 1), visits, List.of());

    assertThat(stretch).isEqualTo(new Stretch(100, 0, 50, 95, 100, 0, 0, 0));
    assertThat(Stretch.of(new Load.Phase(Load.Kind.QUIET, "q", 5, 6), visits, List.of()).median()).isNaN();
  }
}
