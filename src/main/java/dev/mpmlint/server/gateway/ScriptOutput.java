package dev.mpmlint.server.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What a script writes, while it is given the request's body. Owned by the thread that works on the request.
interface ScriptOutput extends Closeable {
  /// Reads what has come, waiting for it at most the script's timeout; -1 at its end.
  ///
  /// @param into with room
  /// @throws GatewayException when the script cannot go on
  int read(ByteBuffer into) throws IOException;

  /// Whether [#read] would have to wait: then what was read so far is sent.
  boolean idle();

  /// Ends the script and frees all that it held. Never fails; may be called again.
  @Override
  void close();
}
