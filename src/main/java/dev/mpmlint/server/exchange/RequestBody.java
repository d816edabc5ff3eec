package dev.mpmlint.server.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The body of a request, chunks already joined. Owned by the thread that works on the connection.
public interface RequestBody {
  /// A request without body.
  RequestBody NONE =
      new RequestBody() {
        @Override
        public long length() {
          return 0;
        }

        @Override
        public int read(ByteBuffer into) {
          return -1;
        }
      };

  /// Content-Length; -1 when it comes in chunks.
  long length();

  /// LimitRequestBody, for a body that does not tell its length; 0 for none.
  default void limit(long most) {}

  /// Reads what has come, waiting for the client at most Timeout; -1 at the end. The first read sends `100 Continue`
  /// when the client waits for it.
  ///
  /// @throws BadBodyException when its framing is broken or it is larger than LimitRequestBody
  int read(ByteBuffer into) throws IOException;
}
