package dev.mpmlint.server.connection;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.exchange.RequestBody;
import dev.mpmlint.server.http.BodyFraming;
import dev.mpmlint.server.http.Fault;
import dev.mpmlint.server.exchange.Response;
import dev.mpmlint.server.http.Persistence;
import dev.mpmlint.server.http.RequestParser;
import dev.mpmlint.server.log.Served;
import dev.mpmlint.server.scoreboard.WorkerStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One client's connection, request after request. A worker calls [#work] until it says what to wait for; between two
/// calls it may lie with event's listener, or with another worker. Owned by one thread at a time.
public final class Connection {
  /// What a connection waits for.
  public enum Next {
    /// The client's next request, of which nothing has come.
    KEEP_ALIVE,
    /// The client, to take more of the answer.
    WRITE,
    /// The client's end, after ours was said: lingering close.
    LINGER,
    /// Nothing: it is to be closed at once.
    CLOSE
  }

  private final Wire wire;
  private final Peer peer;
  private final Host host;
  private final Input input;
  private final Output output = new Output();
  private @Nullable Exchange exchange;
  private @Nullable Incoming incoming;
  private @Nullable Workbench at;
  private byte @Nullable [] rest;
  private int requests;
  private boolean keep;
  private boolean answering;
  private long began;
  private long received;
  private long headBytes;
  private long bodyBytes;

  /// @param host the default virtual host of the address that the client connected to
  public Connection(Wire wire, Peer peer, Host host) {
    this.wire = wire;
    this.peer = peer;
    this.host = host;
    this.input = new Input(wire, host);
  }

  public Wire wire() {
    return wire;
  }

  /// Requests that were read so far.
  public int requests() {
    return requests;
  }

  /// How long its next request may take to begin, in milliseconds.
  public long keepAliveTimeout() {
    return host.keepAliveTimeout();
  }

  /// How long the client may pause while it reads or writes, in milliseconds.
  public long timeout() {
    return host.timeout();
  }

  /// Does what can be done without waiting for anything but the rest of a request that has begun.
  public Next work(Workbench bench) {
    Exchange x = adopt(bench);
    try {
      Next next = answering ? goOn(bench, x) : null;
      while (next == null) {
        next = request(bench, x);
      }
      return next;
    } catch (IOException e) {
      return failed(bench, x, e);
    } catch (RuntimeException e) {
      // Its worker goes on with other connections.
      bench.service.broken(x, e);
      gone(bench, x);
      return Next.CLOSE;
    }
  }

  private Next failed(Workbench bench, Exchange x, IOException e) {
    Fault fault = requests == 0 ? bench.service.faultOf(e, peer) : null;
    if (fault != null) {
      try {
        return refuse(bench, x, fault);
      } catch (IOException _) {
        // It is gone as well.
      }
    }
    gone(bench, x);
    return Next.CLOSE;
  }

  /// Puts what is left of the last read in the worker's buffer, when the connection is new to the worker.
  private Exchange adopt(Workbench bench) {
    Exchange x = exchange;
    if (at == bench && x != null) {
      return x;
    }
    at = bench;
    bench.in.clear();
    byte[] left = rest;
    if (left != null) {
      bench.in.put(left);
      rest = null;
    }
    bench.in.flip();
    if (x == null || !answering) {
      x = bench.exchange(peer, host);
      exchange = x;
    }
    return x;
  }

  /// Takes along what the worker's buffers hold of this connection, for it may go on with another worker.
  public void leave(Workbench bench) {
    if (answering) {
      output.own();
      bench.giveParserAway();
    } else {
      exchange = null;
    }
    if (bench.in.hasRemaining()) {
      byte[] left = new byte[bench.in.remaining()];
      bench.in.get(left);
      rest = left;
    }
    at = null;
  }

  /// Reads one request and answers it; null when the next may follow at once.
  private @Nullable Next request(Workbench bench, Exchange x) throws IOException {
    received = 0;
    Next unread = readHead(bench, x);
    if (unread != null) {
      return unread;
    }
    requests++;
    x.host(host);
    BodyFraming framing = x.head().framing();
    Incoming body = framing.none() ? null : new Incoming(this, input, bench, x.head(), host.limits());
    incoming = body;
    x.begin(body == null ? RequestBody.NONE : body, micros());
    x.ordinal = requests - 1;
    began = System.nanoTime();
    bench.begins(x);
    bench.service.serve(x);
    return x.drop ? Next.CLOSE : answer(bench, x);
  }

  /// Null when a head is there.
  private @Nullable Next readHead(Workbench bench, Exchange x) throws IOException {
    RequestParser parser = bench.parser();
    parser.limits(host.limits());
    parser.reset();
    boolean timed = requests == 0;
    if (timed) {
      begin(bench);
    }
    while (true) {
      int from = bench.in.position();
      RequestParser.Outcome outcome = parser.parse(bench.in);
      received += bench.in.position() - from;
      switch (outcome) {
        case COMPLETE -> {
          return null;
        }
        case FAULT -> {
          return refuse(bench, x, parser.fault());
        }
        case NEED_MORE -> {
          if (!timed && parser.stage() != RequestParser.Stage.NOTHING) {
            timed = true;
            begin(bench);
          }
          Input.Fill fill = input.fill(bench.in, timed);
          if (fill != Input.Fill.DATA) {
            return switch (fill) {
              case NOTHING -> Next.KEEP_ALIVE;
              case TIMEOUT -> refuse(bench, x, parser.timeout());
              case END, DATA -> refuse(bench, x, parser.atEnd());
            };
          }
        }
      }
    }
  }

  /// The time that a client has for a request's head begins.
  private void begin(Workbench bench) {
    bench.status(WorkerStatus.BUSY_READ);
    input.beginHead();
  }

  /// Reads what has come of the next request, without waiting for it.
  Input.Fill look(Workbench bench) throws IOException {
    return input.fill(bench.in, false);
  }

  /// Counts bytes of the request's body for the access log.
  void received(long bytes) {
    received += bytes;
  }

  /// Answers a request that cannot be read; without an answer when httpd gives none.
  private Next refuse(Workbench bench, Exchange x, Fault found) throws IOException {
    if (!found.answered()) {
      return Next.CLOSE;
    }
    Fault fault = found;
    x.host(host);
    incoming = null;
    if (fault.quiet() && !x.head().framing().none() && !new Incoming(this, input, bench, x.head(), host.limits()).skip()) {
      fault = new Fault(400, false, "", fault.log());
    }
    x.begin(RequestBody.NONE, micros());
    x.ordinal = requests++;
    began = System.nanoTime();
    bench.begins(x);
    bench.service.refuse(x, fault);
    if (!fault.quiet()) {
      x.response().close();
    }
    Next next = answer(bench, x);
    // Whatever the answer says, what follows it is not read.
    return next == null ? Next.LINGER : next;
  }

  /// Sends the answer, or begins to; null when it was sent and the next request may follow.
  private @Nullable Next answer(Workbench bench, Exchange x) throws IOException {
    Response r = x.response();
    Incoming body = incoming;
    boolean waits = body != null ? body.waitsForContinue() : x.head().expectsContinue();
    Persistence p = bench.answers.decide(x, requests - 1, bench.service.ending(), waits);
    keep = p.kept();
    if (body != null) {
      body.answered();
    }
    output.begin();
    answering = true;
    bodyBytes = 0;
    boolean withBody = Answers.hasBody(x);
    ByteBuffer head = bench.answers.head(x, p, bench.service.product(), bench.out);
    headBytes = head.remaining();
    if (withBody && r.body() instanceof Body.Stream(_, Body.Producer producer)) {
      stream(bench, head, producer, p.chunked());
    } else {
      bodyBytes = withBody ? r.body().length() : 0;
      Answers.add(head, r.body(), withBody, output);
    }
    return goOn(bench, x);
  }

  private void stream(Workbench bench, ByteBuffer head, Body.Producer producer, boolean chunked) throws IOException {
    if (head == bench.out) {
      head.position(head.limit()).limit(head.capacity());
    } else {
      sendNow(head);
      bench.out.clear();
    }
    AnswerSink sink = new AnswerSink(this, bench.out, chunked);
    try {
      producer.produce(sink);
      sink.end();
    } finally {
      bodyBytes = sink.written();
    }
  }

  private @Nullable Next goOn(Workbench bench, Exchange x) throws IOException {
    if (!output.flush(wire)) {
      return Next.WRITE;
    }
    Incoming body = incoming;
    if (body != null && keep && !body.ended()) {
      keep = body.skip();
    }
    log(bench, x, keep ? Served.Ending.KEPT : Served.Ending.CLOSED);
    return keep ? null : Next.LINGER;
  }

  private void log(Workbench bench, Exchange x, Served.Ending ending) {
    answering = false;
    incoming = null;
    bench.status(WorkerStatus.BUSY_LOG);
    Served served = bench.served;
    served.status = x.response().status();
    served.sent = output.sent();
    served.bodyBytes = ending == Served.Ending.ABORTED ? Math.clamp(output.sent() - headBytes, 0, bodyBytes) : bodyBytes;
    served.received = received;
    served.micros = (System.nanoTime() - began) / 1000;
    served.ending = ending;
    bench.service.done(x, served);
    bench.ended(x);
  }

  /// The client went away.
  private void gone(Workbench bench, Exchange x) {
    output.close();
    if (answering) {
      log(bench, x, Served.Ending.ABORTED);
    }
  }

  /// Sends bytes at once, waiting for the client to take them.
  ///
  /// @throws IOException when it does not within Timeout
  void sendNow(ByteBuffer bytes) throws IOException {
    output.add(bytes);
    while (!output.flush(wire)) {
      if (!awaitWritable()) {
        throw new IOException("the client takes no more");
      }
    }
  }

  /// Waits for the client to take more; false when it does not within Timeout.
  boolean awaitWritable() throws IOException {
    long start = millis();
    Waiting.await(wire.channel(), wire.interest(), host.timeout());
    return millis() - start < host.timeout();
  }

  /// Says that nothing more is sent; whether the client's end is worth waiting for.
  public boolean beginLinger() {
    try {
      wire.shutdownOutput();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Reads what still comes after the end was said; whether the client has ended as well.
  public boolean drained(Workbench bench) {
    boolean ended = Drain.ended(wire, bench.in);
    bench.in.clear().flip();
    return ended;
  }

  /// The same without a worker, by event's listener.
  public boolean drained() {
    return Drain.ended(wire, ByteBuffer.allocate(Drain.ENOUGH));
  }

  /// Ends the connection, whatever it was doing. Never fails.
  public void close() {
    output.close();
    wire.close();
  }

  static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  private static long micros() {
    return System.currentTimeMillis() * 1000;
  }
}
