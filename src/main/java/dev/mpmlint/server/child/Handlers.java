package dev.mpmlint.server.child;

import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.gateway.Gateways;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.probe.ProbeHandler;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.Product;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.site.HandlerFinder;
import dev.mpmlint.server.site.RunAs;
import dev.mpmlint.server.status.StatusHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The content handlers besides the site's own. Each is made when it is first asked for: most children never need it.
/// Usable by all threads.
final class Handlers implements HandlerFinder {
  private final ServerSettings settings;
  private final Scoreboard board;
  private final Log log;
  private final Arguments arguments;
  private final boolean proxies;
  private final @Nullable ItkIdentity itk;
  // Written once under the lock, read by all.
  private volatile @Nullable ContentHandler status;
  private volatile @Nullable ContentHandler probe;
  private volatile @Nullable Gateways gateways;

  Handlers(ServerSettings settings, Scoreboard board, Log log, Arguments arguments) {
    this.settings = settings;
    this.board = board;
    this.log = log;
    this.arguments = arguments;
    itk =
        settings.pool().kind() == Pool.Kind.ITK
            ? new ItkIdentity(settings, board, board.worker(arguments.slot(), 0), log)
            : null;
    proxies = settings.has("proxy_fcgi_module") && maps(settings.items());
  }

  private static boolean maps(List<Item> items) {
    for (Item i : items) {
      if (i.key().equals("proxypass") || i.key().equals("proxypassmatch") || (i instanceof Section s && maps(s.items()))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable ContentHandler find(String name, Exchange exchange) {
    if (name.equals("server-status")) {
      return settings.has("status_module") ? status() : null;
    }
    return gateways().find(name);
  }

  @Override
  public int enter(Exchange exchange, RunAs runAs) {
    return itk == null ? 0 : itk.enter(exchange, runAs);
  }

  @Override
  public boolean abandon(Exchange exchange, String file) {
    return itk != null && itk.abandon(exchange, file);
  }

  @Override
  public @Nullable ContentHandler claim(Exchange exchange) {
    if (settings.probes() && ProbeHandler.answers(exchange.path)) {
      return probe();
    }
    return proxies ? gateways().match(exchange) : null;
  }

  private ContentHandler probe() {
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
        status = new StatusHandler(board, Product.full(), Product.built(), "");
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
