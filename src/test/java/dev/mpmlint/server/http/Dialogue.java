package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A connection without network: what the codec makes of bytes that come in pieces, and what a server answers by it. What
/// a site would answer is told from outside.
final class Dialogue {
  static final Persistence.Settings KEEP = new Persistence.Settings(true, 5000, 100);

  private final RequestParser parser;
  private final ChunkedDecoder chunks;
  private final Limits limits;
  private final List<String> site;
  private final ByteBuffer sink = ByteBuffer.allocate(777);
  private final List<String> answers = new ArrayList<>();
  private final StringBuilder seen = new StringBuilder();
  private boolean inBody;
  private boolean ended;
  private long left;
  private int kept;

  /// @param site the answers expected, of which those to sound requests are taken
  Dialogue(Limits limits, List<String> site) {
    this.limits = limits;
    this.site = site;
    parser = new RequestParser(limits);
    chunks = new ChunkedDecoder(limits);
  }

  List<String> answers() {
    return answers;
  }

  /// Everything that the codec said.
  String seen() {
    return seen.toString();
  }

  void receive(ByteBuffer in) {
    while (!ended && in.hasRemaining()) {
      if (inBody) {
        body(in);
      } else {
        head(in);
      }
    }
  }

  /// The client ends.
  void end() {
    if (ended) {
      return;
    }
    if (inBody) {
      seen.append("unfinished body\n");
      answer("400", false);
    } else {
      fault(parser.atEnd());
    }
    ended = true;
  }

  private void head(ByteBuffer in) {
    int before = in.position();
    RequestParser.Outcome outcome = parser.parse(in);
    if (outcome == RequestParser.Outcome.NEED_MORE) {
      if (in.hasRemaining()) {
        throw new IllegalStateException("bytes left behind");
      }
      return;
    }
    if (in.position() < before) {
      throw new IllegalStateException("went back");
    }
    if (outcome == RequestParser.Outcome.FAULT) {
      if (parser.fault().quiet() && !parser.head().framing().none()) {
        start();
      } else {
        fault(parser.fault());
      }
      return;
    }
    describe(parser.head());
    start();
  }

  private void start() {
    BodyFraming framing = parser.head().framing();
    inBody = true;
    left = framing.length();
    chunks.reset(limits);
    if (framing.none()) {
      complete();
    }
  }

  private void body(ByteBuffer in) {
    if (left >= 0) {
      int count = (int) Math.min(left, in.remaining());
      in.position(in.position() + count);
      left -= count;
      if (left == 0) {
        complete();
      }
      return;
    }
    ChunkedDecoder.Outcome outcome = chunks.decode(in, sink);
    sink.flip();
    seen.append(ISO_8859_1.decode(sink));
    sink.clear();
    if (outcome == ChunkedDecoder.Outcome.FAULT) {
      fault(chunks.fault());
    } else if (outcome == ChunkedDecoder.Outcome.COMPLETE) {
      complete();
    }
  }

  private void complete() {
    inBody = false;
    RequestHead head = parser.head();
    if (parser.stage() == RequestParser.Stage.DONE && parser.parse(ByteBuffer.allocate(0)) == RequestParser.Outcome.FAULT) {
      fault(parser.fault());
      return;
    }
    String answer = answers.size() < site.size() ? site.get(answers.size()) : "999 more";
    String status = answer.substring(0, answer.indexOf(' '));
    int code = Integer.parseInt(status, 0, 3, 10);
    if (code >= 400 && !status.endsWith("*")) {
      status = "200";
    }
    boolean waits =
        head.expectsContinue() && !(head.version() >= RequestHead.HTTP_1_1 && !head.framing().none());
    Persistence persistence = Persistence.decide(head, code, true, KEEP, kept, false, waits);
    answer(status, persistence.kept());
    ended = !persistence.kept();
    kept++;
    parser.reset();
  }

  private void fault(Fault fault) {
    seen.append(fault).append('\n').append(parser.head().requestLine()).append('\n');
    if (fault.answered()) {
      boolean keeps =
          fault.quiet() && Persistence.decide(parser.head(), fault.status(), true, KEEP, kept, false, false).kept();
      answer(Integer.toString(fault.status()), keeps);
    }
    ended = true;
  }

  private void answer(String status, boolean keeps) {
    answers.add(status + (keeps ? " keep" : " close"));
  }

  private void describe(RequestHead head) {
    seen.append(head.requestLine()).append('|').append(head.method()).append('|').append(head.target());
    seen.append('|').append(head.path()).append('|').append(head.query()).append('|').append(head.version());
    seen.append('|').append(head.hostname()).append('|').append(head.port()).append('|').append(head.framing());
    for (int i = 0; i < head.fields(); i++) {
      seen.append('\n').append(head.name(i)).append('=').append(head.value(i)).append(';');
    }
    seen.append('\n');
  }
}
