package dev.mpmlint.server.exchange;

import dev.mpmlint.server.http.RequestHead;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request on its way through the server. Filled step by step: the connection sets the head, body and peer; the site
/// finds virtual host, path and handler; the handler makes the response. Owned by the thread that works on the
/// connection; reused for its next request.
public final class Exchange {
  private final RequestHead head;
  private final Peer peer;
  private Host host;
  private final Response response = new Response();
  private RequestBody body = RequestBody.NONE;
  private long received;
  private @Nullable Map<String, String> environment;

  /// The path of the request: decoded, `//` and `..` resolved, beginning with `/`; `*` for OPTIONS *.
  public String path = "";

  /// What follows `?`, as received; null when there is none.
  public @Nullable String query;

  /// The file that the path was mapped to, as a path of this machine; empty when none was.
  public String file = "";

  /// What of the path is behind the file: `/x/y` of `/app.php/x/y`; empty when nothing is.
  public String pathInfo = "";

  /// The name of the handler that SetHandler or AddHandler chose; empty for the default.
  public String handler = "";

  /// The authenticated user; null without authentication.
  public @Nullable String user;

  /// How the error log names it (`%L`); null as long as it says nothing about it. Set by [dev.mpmlint.server.log.ErrorLog].
  public @Nullable String logId;

  /// Whether the connection is to be closed without an answer.
  public boolean drop;

  /// Which request of the connection it is, counted from 0.
  public int ordinal;

  public Exchange(RequestHead head, Peer peer, Host host) {
    this.head = head;
    this.peer = peer;
    this.host = host;
  }

  /// The virtual host: the default one of the connection's address until the request's name has chosen.
  public Host host() {
    return host;
  }

  public void host(Host chosen) {
    host = chosen;
  }

  public RequestHead head() {
    return head;
  }

  public Peer peer() {
    return peer;
  }

  public Response response() {
    return response;
  }

  public RequestBody body() {
    return body;
  }

  /// When the request line was read, in microseconds since 1970.
  public long received() {
    return received;
  }

  /// Variables as SetEnv, RewriteRule and handlers set them (`%{…}e`, CGI); made when first asked for.
  public Map<String, String> environment() {
    if (environment == null) {
      environment = new HashMap<>();
    }
    return environment;
  }

  /// Begins the next request of the connection.
  public void begin(RequestBody of, long receivedMicros) {
    body = of;
    received = receivedMicros;
    response.clear();
    environment = null;
    path = "";
    query = null;
    file = "";
    pathInfo = "";
    handler = "";
    user = null;
    drop = false;
    logId = null;
  }
}
