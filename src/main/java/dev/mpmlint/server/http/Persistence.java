package dev.mpmlint.server.http;

/// Whether a connection is kept after an answer, and what the answer says of it: httpd's ap_set_keepalive.
///
/// @param kept whether the connection is kept
/// @param chunked whether the body must be sent in chunks because its length is not known
/// @param connection the value of the answer's Connection field; empty when it has none
/// @param keepAlive the value of the answer's Keep-Alive field; empty when it has none
public record Persistence(boolean kept, boolean chunked, String connection, String keepAlive) {
  private static final Persistence KEPT = new Persistence(true, false, "", "");
  private static final Persistence KEPT_CHUNKED = new Persistence(true, true, "", "");
  private static final Persistence CLOSED = new Persistence(false, false, "close", "");
  private static final Persistence CLOSED_CHUNKED = new Persistence(false, true, "close", "");
  private static final String KEEP_ALIVE = "Keep-Alive";

  /// The settings that decide.
  ///
  /// @param on KeepAlive
  /// @param timeout KeepAliveTimeout in milliseconds; httpd keeps nothing when it is 0
  /// @param most MaxKeepAliveRequests; 0 for no limit
  public record Settings(boolean on, long timeout, int most) {}

  /// @param lengthKnown whether the answer has a Content-Length
  /// @param before how many answers were sent on this connection after which it was kept
  /// @param mustClose when the answer says `Connection: close` by itself, the request's body or framing cannot be
  ///     trusted, or the process is about to end
  /// @param waitsForContinue when the client still waits for `100 Continue`: its body may or may not follow
  public static Persistence decide(
      RequestHead head,
      int status,
      boolean lengthKnown,
      Settings settings,
      int before,
      boolean mustClose,
      boolean waitsForContinue) {
    boolean ended = lengthKnown || status == 304 || status == 204 || head.isHead();
    boolean modern = head.version() >= RequestHead.HTTP_1_1;
    boolean untrusted = head.lengthDropped() || waitsForContinue;
    boolean chunked = !ended && modern && !untrusted;
    int left = settings.most() - before;
    boolean kept =
        !untrusted
            && (ended || modern)
            && settings.on()
            && settings.timeout() > 0
            && (settings.most() == 0 || left > 0)
            && !Status.dropsConnection(status)
            && !mustClose
            && !head.closeAsked()
            && (head.keepAliveAsked() || modern);
    if (!kept) {
      return chunked ? CLOSED_CHUNKED : CLOSED;
    }
    if (!head.keepAliveAsked()) {
      return chunked ? KEPT_CHUNKED : KEPT;
    }
    long seconds = settings.timeout() / 1000;
    String field = settings.most() == 0 ? "timeout=" + seconds : "timeout=" + seconds + ", max=" + left;
    return new Persistence(true, chunked, KEEP_ALIVE, field);
  }
}
