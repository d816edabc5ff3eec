package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersistenceTest {
  // The answers that have a Keep-Alive field are as httpd 2.4 gave them.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  1.1 |            | 200 | true  | on 5000 100 | 0   | kept    |            |",
        "GET  1.1 |            | 200 | false | on 5000 100 | 0   | chunked |            |",
        "GET  1.1 | keep-alive | 200 | true  | on 5000 100 | 0   | kept    | Keep-Alive | timeout=5, max=100",
        "GET  1.1 | keep-alive | 200 | true  | on 5000 100 | 99  | kept    | Keep-Alive | timeout=5, max=1",
        "GET  1.1 | keep-alive | 200 | true  | on 5000 100 | 100 | closed  | close      |",
        "GET  1.1 | keep-alive | 200 | true  | on 5000 0   | 500 | kept    | Keep-Alive | timeout=5",
        "GET  1.1 | keep-alive | 200 | true  | on 1500 0   | 0   | kept    | Keep-Alive | timeout=1",
        "GET  1.1 | keep-alive | 200 | true  | on 0    100 | 0   | closed  | close      |",
        "GET  1.1 |            | 200 | true  | no 5000 100 | 0   | closed  | close      |",
        "GET  1.1 | close      | 200 | true  | on 5000 100 | 0   | closed  | close      |",
        "GET  1.1 | close      | 200 | false | on 5000 100 | 0   | closed chunked | close |",
        "GET  1.0 |            | 200 | true  | on 5000 100 | 0   | closed  | close      |",
        "GET  1.0 | Keep-Alive | 200 | true  | on 5000 100 | 0   | kept    | Keep-Alive | timeout=5, max=100",
        "GET  1.0 | keep-alive | 200 | false | on 5000 100 | 0   | closed  | close      |",
        "HEAD 1.0 | keep-alive | 200 | false | on 5000 100 | 0   | kept    | Keep-Alive | timeout=5, max=100",
        "GET  1.0 | keep-alive | 304 | false | on 5000 100 | 0   | kept    | Keep-Alive | timeout=5, max=100",
        "GET  1.1 |            | 204 | false | on 5000 100 | 0   | kept    |            |",
        "GET  1.1 |            | 404 | true  | on 5000 100 | 0   | kept    |            |",
        "GET  1.1 |            | 413 | true  | on 5000 100 | 0   | closed  | close      |",
        "GET  1.1 |            | 500 | true  | on 5000 100 | 0   | closed  | close      |",
        "GET  1.1 |            | 502 | true  | on 5000 100 | 0   | kept    |            |",
        "GET  1.1 |            | 503 | true  | on 5000 100 | 0   | closed  | close      |"
      })
  void decidesAsHttpd(
      String request,
      String connection,
      int status,
      boolean lengthKnown,
      String settings,
      int before,
      String outcome,
      String answered,
      String keepAlive) {
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    String[] line = request.split(" +", -1);
    String field = connection == null ? "" : "Connection: " + connection + "\r\n";
    String head = line[0] + " / HTTP/" + line[1] + "\r\nHost: a\r\n" + field + "\r\n";
    assertThat(parser.parse(ByteBuffer.wrap(head.getBytes(ISO_8859_1)))).isEqualTo(RequestParser.Outcome.COMPLETE);
    String[] set = settings.split(" +", -1);
    var keep = new Persistence.Settings(set[0].equals("on"), Long.parseLong(set[1]), Integer.parseInt(set[2]));

    Persistence decided = Persistence.decide(parser.head(), status, lengthKnown, keep, before, false, false);

    assertThat(decided)
        .isEqualTo(
            new Persistence(
                outcome.equals("kept") || outcome.equals("chunked"),
                outcome.endsWith("chunked"),
                answered == null ? "" : answered,
                keepAlive == null ? "" : keepAlive));
    assertThat(Persistence.decide(parser.head(), status, lengthKnown, keep, before, true, false).kept()).isFalse();
    assertThat(Persistence.decide(parser.head(), status, lengthKnown, keep, before, false, true).kept()).isFalse();
  }
}
