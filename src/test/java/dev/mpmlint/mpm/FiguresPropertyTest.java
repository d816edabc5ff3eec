package dev.mpmlint.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.httpd.HttpdVersion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What holds for every set of numbers, tried with some thousands of them.
class FiguresPropertyTest {
  private static final int TRIES = 5_000;
  private static final List<HttpdVersion> VERSIONS =
      List.of(new HttpdVersion(2, 0, 65), new HttpdVersion(2, 2, 34), new HttpdVersion(2, 4, 6), HttpdVersion.NEWEST);

  @Test
  void effectiveNumbersAreWithinTheirLimits() {
    forAny(
        figures -> {
          for (MpmFacts.Limit l : figures.mpm().facts().limits(figures.version())) {
            if (l.most() != null && figures.version().loadsMpm()) {
              assertThat((long) figures.effective(l.directive())).as("%s", figures).isBetween(1L, l.most());
            }
          }
          assertThat(figures.processes()).as("%s", figures).isPositive();
          assertThat(figures.threadsPerProcess()).as("%s", figures).isPositive();
          assertThat(figures.startProcesses()).as("%s", figures).isLessThanOrEqualTo(figures.processes());
        });
  }

  @Test
  void processesTimesThreadsIsMaxRequestWorkers() {
    forAny(
        figures -> {
          assertThat(figures.effective(MpmDirective.MAX_REQUEST_WORKERS))
              .as("%s", figures)
              .isEqualTo(figures.simultaneousRequests())
              .isLessThanOrEqualTo(Math.max(figures.nominalWorkers(), figures.simultaneousRequests()));
          assertThat(figures.processes())
              .as("%s", figures)
              .isLessThanOrEqualTo(figures.effective(MpmDirective.SERVER_LIMIT));
        });
  }

  @Test
  void planningTheEffectiveNumbersCorrectsNothing() {
    forAny(
        figures -> {
          if (!figures.version().loadsMpm()) {
            // There, defaults are not checked, so writing them down is a change.
            return;
          }
          Map<MpmDirective, String> effective = new EnumMap<>(MpmDirective.class);
          figures.numbers().forEach((d, v) -> effective.put(d, Long.toString((long) v.effective())));
          // 0 is the default of these, and refused when it is written.
          effective.remove(MpmDirective.LISTEN_CORES_BUCKETS_RATIO);
          Figures again = Figures.of(figures.mpm(), figures.version(), effective);

          assertThat(again.corrections()).as("%s", figures).isEmpty();
          assertThat(again.simultaneousRequests()).isEqualTo(figures.simultaneousRequests());
          assertThat(again.startProcesses()).isEqualTo(figures.startProcesses());
        });
  }

  @Test
  void correctionsLeadFromWhatWasReadToWhatHolds() {
    forAny(
        figures ->
            figures
                .numbers()
                .forEach(
                    (d, value) -> {
                      long at = (long) value.requested();
                      for (Correction c : figures.corrections()) {
                        if (c.directive() == d) {
                          assertThat(c.from()).as("%s", c).isEqualTo(at);
                          at = c.to();
                        }
                      }
                      if (figures.refusals().stream().noneMatch(r -> r.directive() == d)) {
                        assertThat((long) value.effective()).as("%s of %s", d, figures).isEqualTo(at);
                      }
                    }));
  }

  private static void forAny(Consumer<Figures> check) {
    Random random = new Random(4_711);
    for (int i = 0; i < TRIES; i++) {
      Mpm mpm = Written.UNIX.get(random.nextInt(3));
      HttpdVersion version = VERSIONS.get(random.nextInt(mpm == Mpm.EVENT ? 1 : 0, VERSIONS.size()));
      Map<MpmDirective, String> written = new EnumMap<>(MpmDirective.class);
      for (MpmFacts.Limit l : mpm.facts().limits(version)) {
        if (random.nextInt(3) > 0 && l.directive() != MpmDirective.LISTEN_CORES_BUCKETS_RATIO) {
          written.put(l.directive(), number(random));
        }
      }
      check.accept(Figures.of(mpm, version, written));
    }
  }

  private static String number(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Integer.toString(random.nextInt(-3, 5));
      case 1 -> Integer.toString(random.nextInt(1, 100));
      case 2 -> Integer.toString(random.nextInt(100, 2_000));
      case 3 -> Integer.toString(random.nextInt(19_990, 20_010) * (random.nextBoolean() ? 1 : 10));
      case 4 -> random.nextInt(50) + "k";
      default -> Integer.toString(random.nextInt(1_000_000));
    };
  }
}
