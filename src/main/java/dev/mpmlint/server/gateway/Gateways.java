package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds who makes dynamic content: by the name of a handler, or by a path that ProxyPass maps. A configuration that asks
/// for none of it need not touch this class. Used by all worker threads at once.
public final class Gateways {
  /// Directives that count here, in lower case; of Proxy… those only that lead to `fcgi://`.
  public static final List<String> DIRECTIVES =
      List.of(
          "action",
          "cgipassauth",
          "cgiscripttimeout",
          "proxy",
          "proxyfcgibackendtype",
          "proxypass",
          "proxypassmatch",
          "proxyset",
          "proxytimeout",
          "suphp_addhandler",
          "suphp_configpath",
          "suphp_engine",
          "suphp_phppath",
          "suphp_usergroup");

  private static final List<String> PHP_MODULES = List.of("php_module", "php7_module", "php5_module");
  private static final List<String> PHP_HANDLERS =
      List.of("application/x-httpd-php", "php-script", "php5-script", "php7-script");

  private final ServerSettings settings;
  private final Log log;
  private final Surroundings surroundings;
  private final HostFacts.OfHosts hosts;
  private final ProxyTable table;
  private final Map<String, Item> actions = new HashMap<>();
  private final Map<String, String> suphp = new HashMap<>();
  private String suphpGroup = "";
  private final Map<String, ContentHandler> found = new ConcurrentHashMap<>();

  private Gateways(ServerSettings settings, Log log, @Nullable Surroundings given) {
    this.settings = settings;
    this.log = log;
    this.hosts = HostFacts.of(settings);
    this.surroundings = given == null ? new ConfiguredSurroundings(settings, hosts) : given;
    this.table = new ProxyTable(settings);
    collect(settings.items());
  }

  /// With surroundings read from the settings alone.
  public static Gateways of(ServerSettings settings, Log log) {
    return new Gateways(settings, log, null);
  }

  public static Gateways of(ServerSettings settings, Log log, Surroundings surroundings) {
    return new Gateways(settings, log, surroundings);
  }

  private void collect(List<Item> items) {
    for (Item item : items) {
      if (item instanceof Section section) {
        collect(section.items());
      } else if (item.key().equals("action")) {
        actions.put(item.argument(0).toLowerCase(Locale.ROOT), item);
      } else if (item.key().startsWith("suphp_")) {
        suphp.put(item.key(), item.argument(0));
        if (item.key().equals("suphp_usergroup")) {
          suphpGroup = item.argument(1);
        }
      }
    }
  }

  /// The handler of this name (SetHandler, AddHandler), or for this media type (AddType); null when it is none of this
  /// package, or when the module that has it is not loaded.
  public @Nullable ContentHandler find(String name) {
    ContentHandler known = found.get(name);
    if (known == null) {
      known = make(name);
      if (known != null) {
        found.put(name, known);
      }
    }
    return known;
  }

  private @Nullable ContentHandler make(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    if (key.startsWith(FcgiHandler.PROXY)) {
      return settings.has("proxy_module") ? proxied(name.substring(FcgiHandler.PROXY.length())) : null;
    }
    if (key.equals("cgi-script") || key.equals("application/x-httpd-cgi")) {
      boolean daemon = settings.has("cgid_module");
      return daemon || settings.has("cgi_module") ? new CgiHandler(hosts, surroundings, log, daemon, null) : null;
    }
    if (suphpServes(key)) {
      return new CgiHandler(hosts, surroundings, log, false, suphp());
    }
    if (PHP_HANDLERS.contains(key) && PHP_MODULES.stream().anyMatch(settings::has)) {
      return new PhpHandler(hosts, surroundings, log);
    }
    Item action = settings.has("actions_module") ? actions.get(key) : null;
    if (action != null) {
      boolean virtual = action.argument(2).equalsIgnoreCase("virtual");
      return new ActionHandler(action.argument(0), action.argument(1), virtual, surroundings, log);
    }
    return null;
  }

  private @Nullable ContentHandler proxied(String target) {
    FcgiUrl url = FcgiUrl.parse(target);
    if (url != null && settings.has("proxy_fcgi_module")) {
      String prefix = FcgiHandler.PROXY + FcgiUrl.SCHEME + url.authority() + url.path();
      return new FcgiHandler(table, url, prefix, hosts, surroundings, log);
    }
    int bar = target.indexOf('|');
    int colon = target.indexOf("://", bar + 1);
    if (colon < 0) {
      return null;
    }
    String scheme = target.substring(bar + 1, colon).toLowerCase(Locale.ROOT);
    // Without its module httpd serves the file itself; with it, nothing here can.
    return scheme.equals("fcgi") || !settings.has("proxy_" + scheme + "_module") ? null : this::notSimulated;
  }

  private void notSimulated(Exchange exchange) {
    log.log(Level.ERROR, "proxy", "not simulated: handler " + exchange.handler, exchange);
    exchange.response().status(503);
  }

  private boolean suphpServes(String key) {
    if (!settings.has("suphp_module") || !"on".equalsIgnoreCase(suphp.getOrDefault("suphp_engine", "off"))) {
      return false;
    }
    String added = suphp.getOrDefault("suphp_addhandler", "").toLowerCase(Locale.ROOT);
    return key.equals(added) || key.equals("x-httpd-php") || key.equals("application/x-httpd-suphp");
  }

  private SuphpLauncher suphp() {
    String[] values = {
      suphp.getOrDefault("suphp_phppath", ""),
      suphp.getOrDefault("suphp_configpath", ""),
      suphp.getOrDefault("suphp_usergroup", ""),
    };
    return new SuphpLauncher(values[0], values[1], values[2], suphpGroup, log);
  }

  /// Whether a path can be mapped by ProxyPass or ProxyPassMatch; when not, [#match] need not be asked.
  public boolean maps() {
    return table.maps() && settings.has("proxy_fcgi_module");
  }

  /// Who serves a path that ProxyPass or ProxyPassMatch maps to a FastCGI server; asked before Alias and DocumentRoot
  /// are. Sets the exchange's file to the URL, as httpd does; pathInfo stays empty.
  ///
  /// @return null when the path is not mapped
  public @Nullable ContentHandler match(Exchange exchange) {
    ProxyMapping mapping = maps() ? table.mapping(exchange) : null;
    if (mapping == null) {
      return null;
    }
    String url = mapping.url(exchange.path);
    FcgiUrl parsed = FcgiUrl.parse(url);
    if (parsed == null) {
      return null;
    }
    exchange.file = FcgiHandler.PROXY + FcgiUrl.SCHEME + parsed.authority() + ProxyMapping.encoded(parsed.path());
    exchange.pathInfo = "";
    FcgiUrl server = new FcgiUrl(mapping.socket(), parsed.authority(), parsed.host(), parsed.port(), "");
    // Not kept for later: `$1` in ProxyPassMatch could make many.
    return new FcgiHandler(table, server, null, hosts, surroundings, log);
  }
}
