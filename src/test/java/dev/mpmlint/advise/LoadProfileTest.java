package dev.mpmlint.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoadProfileTest {
  private static final long MICROS = 1_000_000;
  private static final long START = 1_791_640_000L;

  private record Request(long start, long duration) {
    long end() {
      return start + duration;
    }
  }

  private static LoadProfile profile(List<Request> requests) {
    LoadProfile profile = new LoadProfile();
    LoggedRequest line = new LoggedRequest();
    for (Request r : requests) {
      line.clear();
      line.startMicros = r.start;
      line.durationMicros = r.duration;
      line.status = 200;
      profile.accept(line);
    }
    profile.finish();
    return profile;
  }

  /// Against sums over all requests, second by second.
  @Test
  void secondsAreCountedAsTheyAre() {
    Random random = new Random(3);
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      long start = START * MICROS + (i == 0 ? 0 : random.nextLong(6000 * MICROS));
      requests.add(new Request(start, random.nextInt(20) == 0 ? random.nextLong(600 * MICROS) : random.nextLong(MICROS)));
    }
    long last = requests.stream().mapToLong(r -> r.start / MICROS).max().orElseThrow();
    requests.sort(Comparator.comparingLong(Request::end));
    LoadProfile profile = profile(requests);

    assertThat(profile.requests()).isEqualTo(3000);
    assertThat(profile.seconds()).isEqualTo(last - START + 1);
    double mostBusy = 0;
    long mostInMinute = 0;
    for (long s = START; s <= last; s++) {
      double busy = 0;
      for (Request r : requests) {
        busy += Math.max(0, Math.min(r.end(), (s + 1) * MICROS) - Math.max(r.start, s * MICROS));
      }
      mostBusy = Math.max(mostBusy, busy / MICROS);
    }
    for (long m = START / 60; m <= last / 60; m++) {
      long minute = m;
      mostInMinute = Math.max(mostInMinute, requests.stream().filter(r -> r.start / MICROS / 60 == minute).count());
    }
    assertThat(profile.mostBusy()).isCloseTo(mostBusy, within(1e-6));
    assertThat(profile.busiestMinuteRate()).isCloseTo(mostInMinute / 60.0, within(1e-9));
    assertThat(profile.rates().mean() * profile.seconds()).isCloseTo(3000, within(1e-6));
  }

  @Test
  void nightsWithoutARequestDoNotCount() {
    List<Request> requests = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      for (int s = 0; s < 100; s++) {
        requests.add(new Request((START + day * 86_400L + s) * MICROS, 500_000));
      }
    }
    LoadProfile profile = profile(requests);

    assertThat(profile.requests()).isEqualTo(300);
    assertThat(profile.seconds()).isEqualTo(300);
    assertThat(profile.meanRate()).isCloseTo(1, within(1e-9));
    assertThat(profile.mostBusy()).isCloseTo(0.5, within(1e-9));
    assertThat(profile.lastSecond() - profile.firstSecond()).isEqualTo(2 * 86_400 + 99);
  }

  @Test
  void olderFilesMayFollowNewerOnes() {
    List<Request> requests = new ArrayList<>();
    for (long begin : new long[] {START + 86_400, START}) {
      for (int s = 0; s < 60; s++) {
        requests.add(new Request((begin + s) * MICROS, 250_000));
      }
    }
    LoadProfile profile = profile(requests);

    assertThat(profile.seconds()).isEqualTo(120);
    assertThat(profile.mostBusy()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void aRequestOfTwoHoursIsCutAtTheWindowAndNothingBreaks() {
    LoadProfile profile = profile(List.of(new Request(START * MICROS, 7200 * MICROS), new Request((START + 9) * MICROS, 1)));

    assertThat(profile.mostBusy()).isCloseTo(1, within(1e-5));
    assertThat(profile.seconds()).isEqualTo(10);
    assertThat(profile.durations().max()).isEqualTo(7200 * MICROS);
  }

  @Test
  void aShortLogHasItsMeanAsBusiestMinute() {
    LoadProfile profile = profile(List.of(new Request(START * MICROS, 1), new Request((START + 1) * MICROS, 1)));

    assertThat(profile.busiestMinuteRate()).isCloseTo(1, within(1e-9));
  }
}
