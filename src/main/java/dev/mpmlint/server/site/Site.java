package dev.mpmlint.server.site;

import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Product;
import dev.mpmlint.server.settings.ServerSettings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The configured site: takes a request to its answer as httpd does. Immutable but for a cache of what paths mean; used
/// by all worker threads at once.
public final class Site {
  private final VirtualHosts virtualHosts;
  private final List<Host> hosts;
  private final String header;
  private final Requests requests;

  private Site(ServerSettings settings, Log log, HandlerFinder handlers) {
    List<HostConf> read = new SiteReader(settings).read();
    this.virtualHosts = new VirtualHosts(read);
    List<Host> plain = new ArrayList<>();
    for (HostConf h : read) {
      plain.add(h.host());
    }
    this.hosts = List.copyOf(plain);
    this.header = header(settings);
    boolean mime = settings.has("mime_module");
    String types = "conf/mime.types";
    for (Item item : settings.items()) {
      if (item.key().equals("typesconfig")) {
        types = item.argument(0);
      }
    }
    types = AliasReader.absolute(types, settings.serverRoot());
    MimeFinder finder = new MimeFinder(mime, mime ? TypesFile.read(types) : TypesFile.none());
    this.requests = new Requests(settings, virtualHosts, new Walk(finder), new Errors(header), handlers, log);
  }

  /// @param handlers asked for every handler's name that the configuration sets
  public static Site of(ServerSettings settings, Log log, HandlerFinder handlers) {
    return new Site(settings, log, handlers);
  }

  /// @param handlers by their names
  public static Site of(ServerSettings settings, Log log, Map<String, ContentHandler> handlers) {
    Map<String, ContentHandler> copy = Map.copyOf(handlers);
    return new Site(settings, log, (name, _) -> copy.get(name));
  }

  /// The virtual host of a connection before its request says more.
  public Host hostFor(InetSocketAddress local) {
    return virtualHosts.at(local).getFirst().host();
  }

  /// The main server, then the virtual hosts in order.
  public List<Host> hosts() {
    return hosts;
  }

  /// The Server field, as ServerTokens says.
  public String serverHeader() {
    return header;
  }

  /// Takes a request to its answer. Never fails: what goes wrong becomes an error's answer.
  public void serve(Exchange exchange) {
    requests.serve(exchange);
  }

  /// The answer to a request that is refused before it can be served: its head or body is broken, or too large.
  ///
  /// @param notes what was wrong, in HTML, as httpd shows it; may be empty
  public void refuse(Exchange exchange, int status, String notes) {
    requests.refuse(exchange, status, notes);
  }

  private static String header(ServerSettings settings) {
    String tokens = "full";
    for (Item item : settings.items()) {
      if (item.key().equals("servertokens")) {
        tokens = item.argument(0).toLowerCase(Locale.ROOT);
      }
    }
    return switch (tokens) {
      case "prod", "productonly" -> "Apache";
      case "major" -> "Apache/2";
      case "minor" -> "Apache/2.4";
      case "min", "minimal" -> "Apache/" + Product.HTTPD;
      case "os" -> "Apache/" + Product.HTTPD + " (Unix)";
      default -> Product.full();
    };
  }
}
