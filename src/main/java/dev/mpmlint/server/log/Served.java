package dev.mpmlint.server.log;

import org.jspecify.annotations.Nullable;

/// What the access log says about an answer that was sent, besides what the exchange itself holds. Filled by the
/// connection; owned by its thread; reused.
public final class Served {
  /// What became of the connection.
  public enum Ending {
    /// The next request may come on it.
    KEPT,
    CLOSED,
    /// The client went before it had everything.
    ABORTED
  }

  /// Sent to the client.
  public int status;

  /// Before ErrorDocument led elsewhere; the same as `status` otherwise.
  public int originalStatus;

  /// The path before ErrorDocument led elsewhere; null when it did not.
  public @Nullable String originalPath;

  /// Of the answer's body, without chunk headers.
  public long bodyBytes;

  /// From the network: request line, header, body (`%I`).
  public long received;

  /// To the network: status line, header, body (`%O`).
  public long sent;

  /// From the request line to the last byte, in microseconds.
  public long micros;

  public Ending ending = Ending.KEPT;

  public void clear() {
    status = 200;
    originalStatus = 200;
    originalPath = null;
    bodyBytes = 0;
    received = 0;
    sent = 0;
    micros = 0;
    ending = Ending.KEPT;
  }
}
