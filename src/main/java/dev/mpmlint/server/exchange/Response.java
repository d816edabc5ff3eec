package dev.mpmlint.server.exchange;

import org.jspecify.annotations.Nullable;

/// The answer to one request while it is made. Date, Server, Connection, Content-Length and Transfer-Encoding are added
/// by the connection. Owned by one thread; reused for the next request of the connection.
public final class Response {
  private int status = 200;
  private @Nullable String reason;
  private final Headers headers = new Headers();
  private Body body = Body.Bytes.NONE;
  private boolean close;

  public int status() {
    return status;
  }

  public Response status(int to) {
    status = to;
    return this;
  }

  /// The words behind the status, where a script chose its own (`Status: 404 Nope`); null for httpd's.
  public @Nullable String reason() {
    return reason;
  }

  /// @param words without line ends
  public Response reason(@Nullable String words) {
    reason = words;
    return this;
  }

  public Headers headers() {
    return headers;
  }

  public Body body() {
    return body;
  }

  public Response body(Body to) {
    body = to;
    return this;
  }

  /// Whether the connection must be closed after this answer.
  public boolean closes() {
    return close;
  }

  public Response close() {
    close = true;
    return this;
  }

  public void clear() {
    status = 200;
    reason = null;
    headers.clear();
    body = Body.Bytes.NONE;
    close = false;
  }
}
