package dev.mpmlint.server.connection;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.http.Limits;
import dev.mpmlint.server.http.RequestParser;
import dev.mpmlint.server.log.Served;
import dev.mpmlint.server.scoreboard.WorkerSlot;
import dev.mpmlint.server.scoreboard.WorkerStatus;
import java.nio.ByteBuffer;

/// What one worker works with, whatever connection it has: buffers, parser, its slot of the scoreboard. Owned by that
/// worker's thread.
public final class Workbench {
  private static final int IN = 16 * 1024;
  private static final int OUT = 64 * 1024;

  final Service service;
  final WorkerSlot slot;
  final ByteBuffer in = ByteBuffer.allocateDirect(IN);
  final ByteBuffer out = ByteBuffer.allocateDirect(OUT);
  final Answers answers = new Answers();
  final Served served = new Served();
  private final boolean extended;
  private final boolean marksGraceful;
  private RequestParser parser = new RequestParser(Limits.DEFAULT);

  /// @param extended ExtendedStatus: whether the slot tells what is served
  /// @param marksGraceful whether workers of a child that is to end show `G`, as event's and prefork's do
  public Workbench(Service service, WorkerSlot slot, boolean extended, boolean marksGraceful) {
    this.marksGraceful = marksGraceful;
    this.service = service;
    this.slot = slot;
    this.extended = extended;
  }

  public WorkerSlot slot() {
    return slot;
  }

  /// Shows what the worker does; of a child that is to end, that it finishes, where its MPM shows that.
  public void status(WorkerStatus to) {
    slot.status(marksGraceful && service.ending() ? WorkerStatus.GRACEFUL : to);
  }

  public Service service() {
    return service;
  }

  RequestParser parser() {
    return parser;
  }

  Exchange exchange(Peer peer, Host host) {
    return new Exchange(parser.head(), peer, host);
  }

  /// Leaves the parser, and with it the head of its last request, to a connection that still needs it.
  void giveParserAway() {
    parser = new RequestParser(Limits.DEFAULT);
  }

  /// A request's head was read: the scoreboard shows it.
  void begins(Exchange x) {
    status(WorkerStatus.BUSY_WRITE);
    if (extended) {
      slot.startTime(x.received());
      slot.client(x.peer().remote().getAddress().getHostAddress());
      slot.protocol(x.head().version() >= 1001 ? "http/1.1" : "http/1.0");
      slot.request(x.head().requestLine());
      slot.vhost(x.host().name() + ":" + x.peer().local().getPort());
    }
  }

  /// Its answer was sent.
  void ended(Exchange x) {
    if (extended) {
      slot.count(served.bodyBytes);
      slot.stopTime(x.received() + served.micros);
      slot.duration(slot.duration() + served.micros);
    }
  }
}
