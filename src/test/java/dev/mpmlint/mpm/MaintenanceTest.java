package dev.mpmlint.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenanceTest {
  private static final String PREFORK = "MinSpareServers 2, MaxSpareServers 4, MaxRequestWorkers 8";
  private static final String SIX = "ThreadsPerChild 2, MinSpareThreads 2, MaxSpareThreads 6, MaxRequestWorkers 8";

  /// What one quiet second does to a scoreboard: the slots spawned, `kill` when a child is asked to go, and the number of
  /// the message.
  @ParameterizedTest(name = "{0} {1} at rate {2}: {3} → {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // prefork, 5.2: idle are starting and ready children
        "prefork|8| 1| _ _ _ _           | nothing",
        "prefork|8| 1| _ _ S W _         | nothing",
        "prefork|8| 1| _ _ _ _ _         | kill",
        "prefork|8| 4| _ _ S S S W       | kill",
        "prefork|8| 1| _ W               | 2",
        "prefork|8| 1| W - W _           | 1",
        "prefork|8| 4| W - W _           | 1 4 5 6",
        "prefork|8| 8| W - W _           | 1 4 5 6 7 AH00162",
        "prefork|8| 1| W W K W R W L C   | AH00161",
        "prefork|8| 1| W W K W R W L _   | AH00161",
        "prefork|8| 1| G G G _ _ _ _     | nothing",
        "prefork|8| 1| G G G _           | 4",
        // worker, 5.3: threads; only children of this generation that stay have idle ones
        "worker |4| 1| __ __ __          | nothing",
        "worker |4| 1| __ __ __ _W       | kill",
        "worker |4| 1| .. .. .. .S       | kill",
        "worker |4| 1| WW W_             | 2",
        "worker |4| 4| WW W_             | 2 3",
        "worker |4| 8| WW W_             | 2 3 AH00289",
        "worker |4| 1| q:W. WW W_ W_     | nothing",
        "worker |4| 1| q:W. WW WW W_     | 0",
        "worker |4| 2| q:W. WW W_ -      | 3 0",
        "worker |4| 1| WW WW WW WW       | AH00286",
        "worker |4| 1| WW WW WW W_       | AH00287",
        "worker |4| 1| WW WW WW WG       | AH00288",
        "worker |4| 1| o:__ WW WW WW     | AH00286",
        "worker |4| 1| q:WW WW WW WW     | AH00286",
        // event, 5.4: the whole of ServerLimit, two counts of children
        "event  |4| 1| __ __ __          | nothing",
        "event  |4| 1| __ __ __ __       | kill",
        "event  |4| 1| __ __ __ _W       | kill",
        "event  |4| 1| __ __ __ q:GG     | nothing",
        "event  |4| 1| WW W_             | 2",
        "event  |4| 4| WW W_             | 2 3",
        "event  |4| 8| WW W_             | 2 3 AH00486",
        "event  |4| 1| WW WW WW WW       | AH00484",
        "event  |4| 1| WW WW WW W_       | AH10159",
        "event  |4| 1| WW WW WW q:GW     | AH03490",
        "event  |4| 1| WW n:__ __        | nothing",
        "event  |4| 1| WW n:__ W_        | 3",
        "event  |9| 8| q:GG q:GG WW WW WW| 5 AH00486",
        "event  |9| 8| q:GG WW WW WW W. -| nothing",
        "event  |9| 1| __ __ __ _W q:GG  | nothing",
        "event  |10|1| __ __ __ _W q:GG  | kill",
        "event  |9| 2| o:WW o:WW o:WW o:W_| AH00484",
      })
  void oneSecond(String mpm, int serverLimit, int rate, String children, String expected) {
    String written = mpm.equals("prefork") ? PREFORK : SIX;
    Scene scene = new Scene(mpm, written + ", ServerLimit " + serverLimit).children(children).rate(rate);

    Orders orders = scene.second('S');

    List<String> seen = new ArrayList<>();
    orders.spawn().forEach(slot -> seen.add(slot.toString()));
    if (orders.askOneToGo()) {
      seen.add("kill");
    }
    orders.messages().forEach(m -> seen.add(m.number().toString()));
    assertThat(seen.isEmpty() ? "nothing" : String.join(" ", seen)).isEqualTo(expected);
    assertThat(orders.giveUp()).isFalse();
  }

  /// From one busy child: 2, 4, 8, 16, 32, 64 children, a second each, then 32 more each second.
  @ParameterizedTest
  @ValueSource(strings = {"prefork", "worker", "event"})
  void aRushDoublesTheChildrenUpTo32ASecond(String mpm) {
    Scene scene =
        mpm.equals("prefork")
            ? new Scene(mpm, "MaxRequestWorkers 200")
            : new Scene(mpm, "ServerLimit 200, ThreadsPerChild 1, MaxRequestWorkers 200");
    scene.children(1, 'W');

    List<Integer> counts = new ArrayList<>();
    for (int second = 0; second < 9; second++) {
      scene.second('W');
      counts.add(scene.children());
    }

    assertThat(counts).containsExactly(2, 4, 8, 16, 32, 64, 96, 128, 160);
    assertThat(scene.log).hasSize(6);
  }

  @Test
  void theMessagesAreHttpdsOwn() {
    Scene prefork = new Scene("prefork", "MaxRequestWorkers 50, ServerLimit 50").children(9, 'W').rate(8);
    prefork.second('W');
    Scene worker = new Scene("worker", "").children(4, 'W').rate(16);
    worker.second('W');
    Scene event = new Scene("event", "ServerLimit 20").children("q:" + "G".repeat(25)).rate(16);
    event.second('W');

    assertThat(prefork.log)
        .containsExactly(
            "INFO mpm_prefork AH00162: server seems busy, (you may need to increase StartServers, or Min/MaxSpareServers),"
                + " spawning 8 children, there are 0 idle, and 9 total children");
    assertThat(worker.log)
        .containsExactly(
            "INFO mpm_worker AH00289: server seems busy, (you may need to increase StartServers, ThreadsPerChild or"
                + " Min/MaxSpareThreads), spawning 12 children, there are around 0 idle threads, and 16 total children");
    assertThat(event.log)
        .containsExactly(
            "INFO mpm_event AH00486: server seems busy, (you may need to increase StartServers, ThreadsPerChild or"
                + " Min/MaxSpareThreads), spawning 16 children, there are around 0 idle threads, 0 active children, and 1"
                + " children that are shutting down");
  }

  @ParameterizedTest
  @CsvSource({
    "prefork, 8, 'W', 'ERROR mpm_prefork AH00161: server reached MaxRequestWorkers setting, consider raising the"
        + " MaxRequestWorkers setting'",
    "worker, 4, 'W', 'ERROR mpm_worker AH00286: server reached MaxRequestWorkers setting, consider raising the"
        + " MaxRequestWorkers setting'",
    "event, 4, 'W', 'ERROR mpm_event AH00484: server reached MaxRequestWorkers setting, consider raising the"
        + " MaxRequestWorkers setting'",
  })
  void thatMaxRequestWorkersIsReachedIsSaidOnceInALife(String mpm, int children, char letter, String said) {
    Scene scene = new Scene(mpm, mpm.equals("prefork") ? PREFORK : SIX + ", ServerLimit 4").children(children, letter);

    scene.second('W');
    scene.second('W');
    scene.state = scene.state.afterGracefulRestart(scene.numbers);
    scene.second('W');
    scene.second('W');

    assertThat(scene.log).containsExactly(said);
  }

  /// ServerLimit caps the processes, but MaxRequestWorkers is still compared with (AH00515, AH00318).
  @ParameterizedTest
  @CsvSource({
    "worker, 'ERROR mpm_worker AH00288: scoreboard is full, not at MaxRequestWorkers'",
    "event, 'ERROR mpm_event AH03490: scoreboard is full, not at MaxRequestWorkers.Increase ServerLimit.'",
  })
  void aCappedServerComplainsEverySecond(String mpm, String said) {
    Scene scene = new Scene(mpm, SIX + ", ServerLimit 2").children(2, 'W');

    scene.second('W');
    scene.second('W');

    assertThat(scene.log).containsExactly(said, said);
  }

  /// A child that is asked to go needs two seconds: prefork and worker ask on, event waits when ServerLimit leaves no room.
  @ParameterizedTest
  @CsvSource({"worker, 4, 4", "event, 4, 2", "event, 9, 4"})
  void idleChildrenGoOneByOne(String mpm, int serverLimit, int asked) {
    Scene scene =
        new Scene(mpm, "ThreadsPerChild 2, MinSpareThreads 1, MaxSpareThreads 4, MaxRequestWorkers 8, ServerLimit "
                + serverLimit)
            .children(4, '_');
    int count = 0;
    int leaving = -1;
    for (int second = 0; second < 4; second++) {
      // The one asked the second before has noticed; idle threads stay too many.
      Orders orders = scene.second('_');
      if (leaving >= 0) {
        scene.board.clear(leaving);
        leaving = -1;
        scene.children("__ __ __ __");
      } else if (orders.askOneToGo() && mpm.equals("event")) {
        leaving = 3;
        scene.board.process(3, 7, 0, true, false);
        scene.board.threads(3, "GG");
      }
      count += orders.askOneToGo() ? 1 : 0;
    }
    assertThat(count).isEqualTo(asked);
  }

  @Test
  void spawningBeginsAtOneAgainAfterASecondWithoutShortage() {
    Scene scene = new Scene("prefork", PREFORK).children("_ _ W").rate(16);

    scene.second('_');

    assertThat(scene.state.spawnRate()).isEqualTo(1);
  }

  @Test
  void afterAGracefulRestartTheRateIsHeldForTenShortages() {
    Scene scene = new Scene("prefork", "MaxRequestWorkers 200, StartServers 3").children(3, 'G');
    scene.state = scene.state.afterGracefulRestart(scene.numbers);

    assertThat(scene.second('W').spawn()).containsExactly(3, 4, 5);
    List<Integer> spawned = new ArrayList<>();
    for (int second = 0; second < 13; second++) {
      spawned.add(scene.second('W').spawn().size());
    }

    assertThat(spawned).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4);
  }

  @Test
  void eventAtItsLimitOfActiveChildrenKeepsItsRateAtOne() {
    Scene scene = new Scene("event", SIX + ", ServerLimit 9").children("WW WW WW WS q:GG").rate(8);

    Orders orders = scene.second('W');

    assertThat(orders.spawn()).isEmpty();
    assertThat(orders.messages()).isEmpty();
    assertThat(orders.next().spawnRate()).isEqualTo(1);
    assertThat(orders.next().holdOff()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "prefork, 'StartServers 3', '0,1,2'",
    "worker, 'StartServers 3', '0,1,2'",
    "event, 'StartServers 99, MaxRequestWorkers 50', '0,1'",
    "winnt, '', '0'",
  })
  void atStart(String mpm, String written, String slots) {
    Scene scene = new Scene(mpm, written);

    Orders orders = Maintenance.start(scene.numbers, scene.board, scene.state);

    assertThat(orders.spawn()).map(String::valueOf).isEqualTo(List.of(slots.split(",", -1)));
    assertThat(orders.next().used()).isEqualTo(orders.spawn().size());
  }

  @Test
  void winntHasNothingToMaintain() {
    Scene scene = new Scene("winnt", "ThreadsPerChild 4").children("WWWW");

    assertThat(scene.second('W')).isEqualTo(new Orders(scene.state, List.of(), List.of(), false, false));
  }
}
