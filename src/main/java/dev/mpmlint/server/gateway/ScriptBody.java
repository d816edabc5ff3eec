package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.Body;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The content behind a script's header, handed on while the script writes it.
final class ScriptBody implements Body.Producer {
  private static final int PIECE = 8192;

  private final ByteBuffer first;
  private final ScriptOutput output;
  private final Failure failure;

  /// Told when the script fails after its header.
  @FunctionalInterface
  interface Failure {
    void report(GatewayException failure);
  }

  /// @param first what was read beyond the header
  ScriptBody(ByteBuffer first, ScriptOutput output, Failure failure) {
    this.first = first;
    this.output = output;
    this.failure = failure;
  }

  @Override
  public void produce(Body.Sink to) throws IOException {
    try (output) {
      if (first.hasRemaining()) {
        to.write(first);
      }
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      while (true) {
        if (output.idle()) {
          to.flush();
        }
        piece.clear();
        if (output.read(piece) < 0) {
          return;
        }
        to.write(piece.flip());
      }
    } catch (GatewayException e) {
      failure.report(e);
      throw e;
    }
  }

  @Override
  public void abandon() {
    output.close();
  }

  /// For an answer without content: lets the script come to its end.
  void drain() throws IOException {
    try (output) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      while (output.read(piece.clear()) >= 0) {
        // What it writes is not for anybody.
      }
    } catch (GatewayException e) {
      failure.report(e);
    }
  }
}
