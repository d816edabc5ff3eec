package dev.mpmlint.server.exchange;

/// The answer to one request while it is made. Date, Server, Connection, Content-Length and Transfer-Encoding are added
/// by the connection. Owned by one thread; reused for the next request of the connection.
public final class Response {
  private int status = 200;
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
    headers.clear();
    body = Body.Bytes.NONE;
    close = false;
  }
}
