package dev.mpmlint.server.child;

import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.gateway.Gateways;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.probe.ProbeHandler;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.site.HandlerFinder;
import dev.mpmlint.server.status.StatusHandler;
import org.jspecify.annotations.Nullable;

/// The content handlers besides the site's own. Each is made when it is first asked for: most children never need it.
/// Usable by all threads.
final class Handlers implements HandlerFinder {
  private final ServerSettings settings;
  private final Scoreboard board;
  private final Log log;
  private final Arguments arguments;
  private final String product;
  // Written once under the lock, read by all.
  private volatile @Nullable ContentHandler status;
  private volatile @Nullable ContentHandler probe;
  private volatile @Nullable Gateways gateways;

  /// @param product what server-status calls the server
  Handlers(ServerSettings settings, Scoreboard board, Log log, Arguments arguments, String product) {
    this.settings = settings;
    this.board = board;
    this.log = log;
    this.arguments = arguments;
    this.product = product;
  }

  @Override
  public @Nullable ContentHandler find(String name, Exchange exchange) {
    if (name.equals("server-status")) {
      return settings.has("status_module") ? status() : null;
    }
    return gateways().find(name);
  }

  /// The handler of a path that belongs to `mpmlint verify`; null for any other.
  @Nullable ContentHandler probe(String path) {
    if (!settings.probes() || !ProbeHandler.answers(path)) {
      return null;
    }
    synchronized (this) {
      if (probe == null) {
        probe = new ProbeHandler(arguments.generation(), arguments.slot());
      }
      return probe;
    }
  }

  private ContentHandler status() {
    ContentHandler known = status;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      if (status == null) {
        status = new StatusHandler(board, product, "", "");
      }
      return status;
    }
  }

  private Gateways gateways() {
    Gateways known = gateways;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      if (gateways == null) {
        gateways = Gateways.of(settings, log);
      }
      return gateways;
    }
  }
}
