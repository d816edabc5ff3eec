package dev.mpmlint.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WrkTest {
  private static final String SAID =
      """
      Running 1s test @ http://127.0.0.1:28080/index.html
        1 threads and 4 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency     1.51ms    4.04ms  29.53ms   92.45%
          Req/Sec    15.73k     8.75k   24.20k    70.00%
        Latency Distribution
           50%  184.00us
           75%  413.00us
           90%    3.64ms
           99%   22.62ms
        15660 requests in 1.00s, 3.03MB read
      Requests/sec:  15599.83
      Transfer/sec:      3.02MB
      """;

  @Test
  void readsRateAndLatency() {
    assertThat(Wrk.parse(SAID)).isEqualTo(new Wrk(15599.83, 22.62, 15660, 0));
    assertThat(Wrk.parse(SAID.replace("22.62ms", "250.00us")).p99Millis()).isEqualTo(0.25);
    assertThat(Wrk.parse(SAID.replace("22.62ms", "1.50s")).p99Millis()).isEqualTo(1500);
  }

  @Test
  void countsWhatFailed() {
    String said =
        SAID.replace(
            "Requests/sec",
            """
              Socket errors: connect 1, read 2, write 3, timeout 4
              Non-2xx or 3xx responses: 30
            Requests/sec""");

    assertThat(Wrk.parse(said).failures()).isEqualTo(40);
  }

  @Test
  void refusesWhatIsNoResult() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wrk.parse("unable to connect to 127.0.0.1:28080 Connection refused\n"))
        .withMessageContaining("Connection refused");
  }

  @Test
  void theTableGoesBetweenItsMarkers() {
    String readme = "before\n<!-- server-benchmark -->\nold\n<!-- /server-benchmark -->\nafter\n";

    assertThat(ServerBench.filled(readme, "new\n"))
        .isEqualTo("before\n<!-- server-benchmark -->\nnew\n<!-- /server-benchmark -->\nafter\n");
    assertThat(ServerBench.filled("no markers\n", "new\n")).isEqualTo("no markers\n");
  }
}
