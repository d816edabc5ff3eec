package dev.mpmlint.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChildEndsTest {
  private static final String NUMBERS = "ServerLimit 9, MaxRequestWorkers 9, StartServers 3";
  private static final ChildEnd SEGV = new ChildEnd.Signalled(11, "");

  private static Scene scene(String mpm) {
    return new Scene(mpm, NUMBERS + (mpm.equals("prefork") ? "" : ", ThreadsPerChild 1, MinSpareThreads 1"))
        .children("W W W");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefork", "worker", "event"})
  void oneThatEndsByItselfIsNotReplacedAtOnce(String mpm) {
    for (int code : new int[] {0, 1, 2, 3, 7}) {
      Scene scene = scene(mpm).rate(8);

      Orders orders = scene.ends(1, new ChildEnd.Exited(code), false);

      assertThat(orders.spawn()).isEmpty();
      assertThat(orders.messages()).isEmpty();
      assertThat(orders.giveUp()).isFalse();
      assertThat(orders.next().spawnRate()).isEqualTo(code == ChildEnd.SICK ? 1 : 8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, ''", "9, ''", "10, ''", "15, ''",
    "4, 'Illegal instruction (4)'", "5, 'Trace/BPT trap (5)'", "6, 'Abort (6)'", "7, 'Bus error (7)'",
    "8, 'Arithmetic exception (8)'", "11, 'Segmentation fault (11)'", "12, 'User defined signal 2 (12)'",
    "14, 'Alarm clock (14)'", "16, 'signal #16 (16)'", "24, 'exceeded cpu limit (24)'", "26, 'virtual timer expired (26)'",
    "27, 'profiling timer expired (27)'", "29, 'socket I/O possible (29)'", "30, 'Power-fail restart (30)'",
    "31, 'Bad system call (31)'", "34, 'signal #34 (34)'",
  })
  void whichSignalIsSaid(int number, String described) {
    Scene scene = scene("prefork");
    int pid = scene.board.pid(0);

    Orders orders = scene.ends(0, new ChildEnd.Signalled(number, ""), false);

    assertThat(scene.log)
        .isEqualTo(
            described.isEmpty()
                ? List.of()
                : List.of("NOTICE core AH00052: child pid " + pid + " exit signal " + described));
    assertThat(orders.spawn()).isEmpty();
  }

  @Test
  void aCoreFileIsNamed() {
    Scene scene = scene("event");
    int pid = scene.board.pid(0);

    scene.ends(0, new ChildEnd.Signalled(11, "/srv/core"), false);

    assertThat(scene.log)
        .containsExactly(
            "NOTICE core AH00051: child pid " + pid + " exit signal Segmentation fault (11), possible coredump in /srv/core");
  }

  /// worker and event replace at once, the third in a row and later ones only when a second was quiet.
  @ParameterizedTest
  @CsvSource({"worker, AH10393", "event, AH10392"})
  void killedOnesAreReplacedUntilTheThirdInARow(String mpm, String number) {
    Scene scene = scene(mpm);

    assertThat(scene.ends(1, SEGV, false).spawn()).containsExactly(1);
    assertThat(scene.ends(0, new ChildEnd.Signalled(9, ""), false).spawn()).containsExactly(0);
    assertThat(scene.ends(0, SEGV, false).spawn()).isEmpty();
    assertThat(scene.log).last().isEqualTo("WARN mpm_" + mpm + " " + number + ": children are killed successively!");
    scene.second('W');
    assertThat(scene.ends(1, SEGV, false).spawn()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"worker", "event"})
  void itIsSaidAtTheThirdThirteenthAndTwentyThird(String mpm) {
    Scene scene = new Scene(mpm, "ServerLimit 40, ThreadsPerChild 1, MaxRequestWorkers 40").children(40, 'W');
    StringBuilder said = new StringBuilder();

    for (int killed = 1; killed <= 24; killed++) {
      if (scene.ends(40 - killed, SEGV, false).messages().size() > 1) {
        said.append(killed).append(' ');
      }
    }

    assertThat(said).hasToString("3 13 23 ");
  }

  @ParameterizedTest
  @CsvSource({"prefork, AH00166", "worker, AH00290", "event, AH00487"})
  void aFatalErrorEndsTheServerUnlessItIsOfAnOlderGeneration(String mpm, String number) {
    Scene scene = scene(mpm);
    int pid = scene.board.pid(0);

    assertThat(scene.ends(0, new ChildEnd.Exited(ChildEnd.FATAL), false).giveUp()).isTrue();
    assertThat(scene.log)
        .containsExactly("ALERT core AH00050: Child " + pid + " returned a Fatal error... Apache is exiting!");

    scene.log.clear();
    scene.board.generation(1);
    int older = scene.board.pid(1);
    assertThat(scene.ends(1, new ChildEnd.Exited(ChildEnd.FATAL), true).giveUp()).isFalse();
    assertThat(scene.log)
        .containsExactly(
            "ALERT core AH00050: Child " + older + " returned a Fatal error... Apache is exiting!",
            "WARN mpm_" + mpm + " " + number + ": Ignoring fatal error in child of previous generation (pid " + older
                + ").");
  }

  @ParameterizedTest
  @CsvSource({"worker, AH02325", "event, AH02324", "prefork, ''"})
  void sickChildrenEndAServerThatNeverHadAHealthyOne(String mpm, String number) {
    Scene scene = scene(mpm).children("S S S");
    scene.ends(0, new ChildEnd.Exited(ChildEnd.SICK), false);

    Orders orders = scene.second('S');

    assertThat(orders.giveUp()).isEqualTo(!number.isEmpty());
    if (!number.isEmpty()) {
      assertThat(scene.log)
          .containsExactly(
              "ALERT mpm_" + mpm + " " + number
                  + ": A resource shortage or other unrecoverable failure was encountered before any child process"
                  + " initialized successfully... httpd is exiting!");
    }

    Scene healthy = scene(mpm);
    healthy.ends(0, new ChildEnd.Exited(ChildEnd.SICK), false);
    assertThat(healthy.second('W').giveUp()).isFalse();
    assertThat(healthy.state.sickSeen()).isFalse();
  }

  /// Dead children of the old generation are replaced one by one while some are owed.
  @ParameterizedTest
  @ValueSource(strings = {"prefork", "worker", "event"})
  void afterAGracefulRestartTheDeadAreReplacedOneForOne(String mpm) {
    Scene scene = scene(mpm).children("W W W W W");
    scene.board.generation(1);
    scene.state = scene.state.afterGracefulRestart(scene.numbers);

    assertThat(scene.ends(1, new ChildEnd.Exited(0), true).spawn()).containsExactly(1);
    assertThat(scene.ends(4, new ChildEnd.Exited(0), true).spawn()).containsExactly(4);
    assertThat(scene.state.owed()).isEqualTo(1);
    assertThat(scene.second('S').spawn()).containsExactly(5);
    assertThat(scene.state.owed()).isZero();
    assertThat(scene.ends(0, new ChildEnd.Exited(0), true).spawn()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "event"})
  void aKilledOneAfterAGracefulRestartBringsAllThatAreOwed(String mpm) {
    Scene scene = scene(mpm);
    scene.board.generation(1);
    scene.state = scene.state.afterGracefulRestart(scene.numbers);

    assertThat(scene.ends(1, SEGV, true).spawn()).containsExactly(1, 3, 4, 5);
    assertThat(scene.state.owed()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"prefork, AH00167", "worker, AH00291", "event, AH00488"})
  void aChildThatNobodyKnows(String mpm, String number) {
    Scene scene = scene(mpm);

    Orders orders =
        ChildEnds.decide(scene.numbers, scene.board, scene.state, 9999, new ChildEnd.Exited(0), true);

    assertThat(orders.messages())
        .singleElement()
        .hasToString(orders.messages().getFirst().toString())
        .extracting(Message::line)
        .isEqualTo(number + ": long lost child came home! (pid 9999)");
    assertThat(
            ChildEnds.decide(scene.numbers, scene.board, scene.state, 9999, new ChildEnd.Exited(0), false).messages())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, '-- Restarting.', AH00428",
    "2, '-- Aborting.', AH00427", "3, '-- Aborting.', AH00427", "15, '-- Aborting.', AH00427",
  })
  void winnt(int code, String end, String number) {
    Scene scene = new Scene("winnt", "ThreadsPerChild 4").children("WWWW");
    int pid = scene.board.pid(0);

    Orders orders = scene.ends(0, new ChildEnd.Exited(code), false);

    assertThat(orders.messages())
        .extracting(Message::line)
        .containsExactly(number + ": Parent: child process " + pid + " exited with status " + code + " " + end);
    assertThat(orders.giveUp()).isEqualTo(number.equals("AH00427"));
    assertThat(orders.spawn()).hasSize(orders.giveUp() ? 0 : 1);
  }

  @Test
  void winntsChildThatHasServedItsConnectionsGetsASuccessor() {
    Scene scene = new Scene("winnt", "ThreadsPerChild 4").children("WWWW");

    Orders orders = scene.ends(0, new ChildEnd.Exited(0), false);

    assertThat(orders.messages()).extracting(Message::line).singleElement().asString().startsWith("AH00424: ");
    assertThat(orders.giveUp()).isFalse();
    assertThat(orders.spawn()).hasSize(1);
  }
}
