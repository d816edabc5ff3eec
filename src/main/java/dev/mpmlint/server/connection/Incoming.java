package dev.mpmlint.server.connection;

import dev.mpmlint.server.exchange.BadBodyException;
import dev.mpmlint.server.exchange.RequestBody;
import dev.mpmlint.server.http.BodyFraming;
import dev.mpmlint.server.http.ChunkedDecoder;
import dev.mpmlint.server.http.Limits;
import dev.mpmlint.server.http.RequestHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The body of the request that a connection works on, read from the same buffer as its head. Owned by the worker.
final class Incoming implements RequestBody {
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final Connection connection;
  private final Input input;
  private final Workbench bench;
  private final long length;
  private final @Nullable ChunkedDecoder chunks;
  private long left;
  // Only a client of HTTP/1.1 is told that it may go on.
  private boolean says;
  private boolean expectsContinue;
  private long most;
  private long taken;
  private boolean begun;
  private boolean ended;
  private boolean broken;

  Incoming(Connection connection, Input input, Workbench bench, RequestHead head, Limits limits) {
    BodyFraming framing = head.framing();
    this.connection = connection;
    this.input = input;
    this.bench = bench;
    this.length = framing.length();
    this.left = length;
    expectsContinue = head.expectsContinue();
    says = head.version() >= RequestHead.HTTP_1_1;
    chunks = framing.chunked() ? new ChunkedDecoder(limits) : null;
  }

  @Override
  public long length() {
    return length;
  }

  /// Whether nothing of it is left to read.
  boolean ended() {
    return ended;
  }

  /// Whether the client has not been told to send it: it may send it or not.
  boolean waitsForContinue() {
    return expectsContinue;
  }

  @Override
  public void limit(long bytes) {
    most = bytes;
  }

  /// The answer has begun: nothing may come between.
  void answered() {
    says = false;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (expectsContinue && says) {
      expectsContinue = false;
      connection.sendNow(ByteBuffer.wrap(CONTINUE));
    }
    if (!begun) {
      begun = true;
      input.beginBody();
    }
    while (!ended && into.hasRemaining()) {
      int count = take(into);
      taken += count;
      if (most > 0 && taken > most) {
        throw broken(413, "", "Read content is larger than the configured limit of " + most);
      }
      if (count > 0) {
        return count;
      }
      if (!ended) {
        fill();
      }
    }
    return ended ? -1 : 0;
  }

  private void fill() throws IOException {
    switch (input.fill(bench.in, true)) {
      case DATA -> {}
      case TIMEOUT -> throw broken(408, "", "the client did not send its request's body in time");
      case END, NOTHING -> throw broken(400, "", "the client ended before its request's body did");
    }
  }

  private BadBodyException broken(int status, String notes, String message) {
    broken = true;
    return new BadBodyException(status, notes, message);
  }

  private int take(ByteBuffer into) throws BadBodyException {
    ByteBuffer in = bench.in;
    int from = in.position();
    int before = into.position();
    if (chunks != null) {
      switch (chunks.decode(in, into)) {
        case NEED_MORE, FULL -> {}
        case COMPLETE -> ended = true;
        case FAULT -> throw broken(chunks.fault().status(), chunks.fault().notes(), chunks.fault().log().getFirst().text());
      }
    } else {
      int n = (int) Math.min(left, Math.min(in.remaining(), into.remaining()));
      into.put(before, in, from, n);
      into.position(before + n);
      in.position(from + n);
      left -= n;
      ended = left == 0;
    }
    connection.received(in.position() - from);
    return into.position() - before;
  }

  /// Reads the rest and throws it away; whether the connection can go on after that.
  boolean skip() {
    if (broken || expectsContinue && says) {
      return ended && !broken;
    }
    ByteBuffer waste = ByteBuffer.allocate(8192);
    try {
      while (read(waste.clear()) >= 0) {
        // Nobody wants it.
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
