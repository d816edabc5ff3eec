package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.server.http.RequestParser.Outcome;
import dev.mpmlint.server.http.RequestParser.Stage;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RequestParserTest {
  private final RequestParser parser = new RequestParser(Limits.DEFAULT);

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }

  @Test
  void tellsHowFarTheRequestIs() {
    assertThat(parser.stage()).isEqualTo(Stage.NOTHING);
    assertThat(parser.parse(bytes(""))).isEqualTo(Outcome.NEED_MORE);
    assertThat(parser.stage()).isEqualTo(Stage.NOTHING);
    assertThat(parser.timeout().answered()).isFalse();
    assertThat(parser.parse(bytes("\r\nG"))).isEqualTo(Outcome.NEED_MORE);
    assertThat(parser.stage()).isEqualTo(Stage.REQUEST_LINE);
    assertThat(parser.timeout().answered()).isFalse();
    assertThat(parser.atEnd().answered()).isFalse();
    assertThat(parser.parse(bytes("ET / HTTP/1.1\r\n"))).isEqualTo(Outcome.NEED_MORE);
    assertThat(parser.stage()).isEqualTo(Stage.HEADER);
    assertThat(parser.timeout().status()).isEqualTo(408);
    assertThat(parser.atEnd().status()).isEqualTo(400);
    assertThat(parser.parse(bytes("Host: a\r\n\r\n"))).isEqualTo(Outcome.COMPLETE);
    assertThat(parser.stage()).isEqualTo(Stage.DONE);
    parser.reset();
    assertThat(parser.stage()).isEqualTo(Stage.NOTHING);
  }

  @Test
  void leavesWhatFollows() {
    ByteBuffer in = bytes("POST /a?b HTTP/1.1\r\nHost: A.example:81\r\nContent-Length: 3\r\n\r\nabcGET");

    assertThat(parser.parse(in)).isEqualTo(Outcome.COMPLETE);

    assertThat(ISO_8859_1.decode(in).toString()).isEqualTo("abcGET");
    RequestHead head = parser.head();
    assertThat(head.requestLine()).isEqualTo("POST /a?b HTTP/1.1");
    assertThat(head.path()).isEqualTo("/a");
    assertThat(head.query()).isEqualTo("b");
    assertThat(head.hostname()).isEqualTo("a.example");
    assertThat(head.port()).isEqualTo(81);
    assertThat(head.framing()).isEqualTo(new BodyFraming(3));
  }

  @Test
  void joinsFieldsOfOneName() {
    parser.parse(bytes("GET / HTTP/1.1\r\nA: 1\r\nhost: a\r\nB:2\r\na:  3 \r\nC:\r\nA: 4\r\n 5\r\n\r\n"));

    RequestHead head = parser.head();
    assertThat(head.fields()).isEqualTo(4);
    assertThat(head.field("a")).isEqualTo("1, 3, 4 5");
    assertThat(head.name(0)).isEqualTo("A");
    assertThat(head.field("B")).isEqualTo("2");
    assertThat(head.field("c")).isEmpty();
    assertThat(head.field("d")).isNull();
    assertThat(head.field(KnownField.HOST)).isEqualTo("a");
    assertThat(head.has(KnownField.RANGE)).isFalse();
  }

  @Test
  void takesTheHostOfAnAbsoluteTarget() {
    parser.parse(bytes("GET http://B:81?x HTTP/1.1\r\nHost: a\r\n\r\n"));

    RequestHead head = parser.head();
    assertThat(head.hostname()).isEqualTo("b");
    assertThat(head.port()).isEqualTo(81);
    assertThat(head.field(KnownField.HOST)).isEqualTo("B:81");
    assertThat(head.path()).isEqualTo("/");
    assertThat(head.query()).isEqualTo("x");
  }

  @Test
  void readsTheSameHeadOnce() {
    String head = "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nUser-Agent: x\r\n\r\n";
    parser.parse(bytes(head));
    String agent = parser.head().field(KnownField.USER_AGENT);
    parser.reset();
    ByteBuffer two = bytes(head + head.replace("a", "b"));

    assertThat(parser.parse(two)).isEqualTo(Outcome.COMPLETE);
    assertThat(parser.head().field(KnownField.USER_AGENT)).isSameAs(agent);
    parser.reset();
    assertThat(parser.parse(two)).isEqualTo(Outcome.COMPLETE);
    assertThat(parser.head().hostname()).isEqualTo("b");
    assertThat(two.hasRemaining()).isFalse();
    parser.reset();
    // Byte by byte it cannot be compared, and is read.
    ByteBuffer again = bytes(head);
    while (again.remaining() > 1) {
      int end = again.limit();
      again.limit(again.position() + 1);
      assertThat(parser.parse(again)).isEqualTo(Outcome.NEED_MORE);
      again.limit(end);
    }
    assertThat(parser.parse(again)).isEqualTo(Outcome.COMPLETE);
    assertThat(parser.head().hostname()).isEqualTo("a");
  }

  @Test
  void judgesTheSameHeadByNewLimits() {
    String head = "GET / HTTP/1.1\r\nHost: a_b!\r\n\r\n";
    parser.limits(new Limits(8190, 8190, 100, true, true, false));
    assertThat(parser.parse(bytes(head))).isEqualTo(Outcome.COMPLETE);
    parser.reset();
    parser.limits(Limits.DEFAULT);

    assertThat(parser.parse(bytes(head))).isEqualTo(Outcome.FAULT);
    assertThat(parser.fault().log().getFirst().text())
        .isEqualTo("AH02415: [strict] Invalid host name 'a_b!', problem near: !");
  }

  @Test
  void holdsNoMoreThanItsBound() {
    parser.limits(new Limits(8190, 8190, 0, false, true, false));
    parser.parse(bytes("GET / HTTP/1.1\r\nHost: a\r\n"));
    ByteBuffer field = bytes("X-Some-Field: " + "x".repeat(8000) + "\r\n");

    Outcome outcome = Outcome.NEED_MORE;
    for (int i = 0; i < RequestParser.MOST / 8000 + 1 && outcome == Outcome.NEED_MORE; i++) {
      outcome = parser.parse(field.rewind());
    }

    assertThat(outcome).isEqualTo(Outcome.FAULT);
    assertThat(parser.fault().status()).isEqualTo(400);
  }
}
