package dev.mpmlint.server.connection;

/// How an answer went, for the access log. Reused; owned by the worker.
public final class Served {
  /// Bytes of the body sent, chunk framing not counted (`%b`).
  public long bodyBytes;

  /// Bytes received for this request, header included (`%I`).
  public long bytesIn;

  /// Bytes sent, header included (`%O`).
  public long bytesOut;

  /// From the request line to now, in microseconds (`%D`).
  public long durationMicros;

  /// Requests that were served on this connection before (`%k`).
  public int keepAliveRequests;

  /// Whether the connection will be kept (`%X`: `+`).
  public boolean kept;

  /// Whether the client went away before the end (`%X`: `X`).
  public boolean aborted;

  void clear() {
    bodyBytes = 0;
    bytesIn = 0;
    bytesOut = 0;
    durationMicros = 0;
    keepAliveRequests = 0;
    kept = false;
    aborted = false;
  }
}
