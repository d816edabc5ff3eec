package dev.mpmlint.server.connection;

import dev.mpmlint.server.http.Limits;
import dev.mpmlint.server.http.RequestParser;
import dev.mpmlint.server.scoreboard.WorkerSlot;
import java.nio.ByteBuffer;

/// What one worker works with, whatever connection it has: buffers, parser, its slot of the scoreboard. Owned by that
/// worker's thread.
public final class Workbench {
  private static final int IN = 16 * 1024;
  private static final int OUT = 64 * 1024;

  final Service service;
  final WorkerSlot slot;
  final boolean extended;
  final ByteBuffer in = ByteBuffer.allocateDirect(IN);
  final ByteBuffer out = ByteBuffer.allocateDirect(OUT);
  final ByteBuffer[] one = new ByteBuffer[1];
  final RequestParser parser = new RequestParser(Limits.DEFAULT);
  final Served served = new Served();

  /// @param extended ExtendedStatus: whether the slot tells what is served
  public Workbench(Service service, WorkerSlot slot, boolean extended) {
    this.service = service;
    this.slot = slot;
    this.extended = extended;
  }

  public WorkerSlot slot() {
    return slot;
  }

  public Service service() {
    return service;
  }
}
