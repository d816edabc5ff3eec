package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// What ProxyPass, ProxyPassMatch, ProxySet and `<Proxy>` say about FastCGI servers. Read once; then used by all worker
/// threads at once.
final class ProxyTable {
  private static final ProxyMapping EXCLUDED = new ProxyMapping("", null, null, null, 0);

  private final List<ProxyMapping> locations = new ArrayList<>();
  private final List<ProxyMapping> mappings = new ArrayList<>();
  private final List<FcgiWorker> workers = new ArrayList<>();

  ProxyTable(ServerSettings settings) {
    Map<String, Map<String, String>> parameters = new LinkedHashMap<>();
    Map<String, FcgiUrl> urls = new HashMap<>();
    int host = 0;
    for (Item item : settings.items()) {
      if (item instanceof Section section && section.key().equals("virtualhost")) {
        host++;
        for (Item inner : section.items()) {
          collect(inner, host, parameters, urls);
        }
      } else {
        collect(item, 0, parameters, urls);
      }
    }
    parameters.forEach(
        (name, all) -> {
          FcgiUrl url = urls.get(name);
          if (url != null) {
            workers.add(FcgiWorker.defined(url, all));
          }
        });
  }

  private void collect(
      Item item, int host, Map<String, Map<String, String>> parameters, Map<String, FcgiUrl> urls) {
    List<String> words = item.arguments();
    switch (item.key()) {
      case "proxypass", "proxypassmatch" -> {
        boolean match = item.key().equals("proxypassmatch");
        map(mappings, match, item.argument(0), item.argument(1), host);
        define(item.argument(1), words, 2, parameters, urls);
      }
      case "proxyset" -> define(item.argument(0), words, 1, parameters, urls);
      case "proxy" -> {
        define(item.argument(0), words, 1, parameters, urls);
        for (Item inner : item instanceof Section section ? section.items() : List.<Item>of()) {
          if (inner.key().equals("proxyset")) {
            define(item.argument(0), inner.arguments(), 0, parameters, urls);
          }
        }
      }
      case "location", "locationmatch" -> {
        boolean match = item.key().equals("locationmatch") || item.argument(0).equals("~");
        String path = words.isEmpty() ? "" : words.getLast();
        for (Item inner : item instanceof Section section ? section.items() : List.<Item>of()) {
          if (inner.key().equals("proxypass") || inner.key().equals("proxypassmatch")) {
            map(locations, match, path, inner.argument(0), host);
            define(inner.argument(0), inner.arguments(), 1, parameters, urls);
          }
        }
      }
      default -> {}
    }
  }

  private static void map(List<ProxyMapping> to, boolean match, String path, String target, int host) {
    Pattern pattern = null;
    if (match) {
      try {
        pattern = Pattern.compile(path);
      } catch (PatternSyntaxException _) {
        // httpd has refused what PCRE does not know; what only Java does not know maps nothing.
        return;
      }
    }
    boolean excluded = target.equals("!");
    FcgiUrl url = excluded ? null : FcgiUrl.parse(target);
    if (excluded || url != null) {
      String canonical = url == null ? null : FcgiUrl.SCHEME + canonical(url) + url.path();
      to.add(new ProxyMapping(match ? "" : path, pattern, canonical, url == null ? null : url.socket(), host));
    }
  }

  /// The authority in the URL that a path is mapped to: httpd's canonical form has the port, but not for a socket.
  private static String canonical(FcgiUrl url) {
    String host = url.host().indexOf(':') < 0 ? url.host() : "[" + url.host() + "]";
    return url.socket() != null && url.port() == FcgiUrl.DEFAULT_PORT ? host : host + ":" + url.port();
  }

  private static void define(
      String target, List<String> words, int from, Map<String, Map<String, String>> parameters, Map<String, FcgiUrl> urls) {
    int dollar = target.indexOf('$');
    FcgiUrl url = FcgiUrl.parse(dollar < 0 ? target : target.substring(0, dollar));
    if (url == null) {
      return;
    }
    urls.putIfAbsent(url.name(), url);
    Map<String, String> all = parameters.computeIfAbsent(url.name(), _ -> new HashMap<>());
    for (int i = from; i < words.size(); i++) {
      int equals = words.get(i).indexOf('=');
      if (equals > 0) {
        all.put(words.get(i).substring(0, equals).toLowerCase(Locale.ROOT), words.get(i).substring(equals + 1));
      }
    }
  }

  boolean maps() {
    return !locations.isEmpty() || !mappings.isEmpty();
  }

  /// The mapping for a path: of `<Location>` sections the last that matches, else the first ProxyPass that does, the
  /// main server's before the virtual host's.
  @Nullable ProxyMapping mapping(Exchange exchange) {
    int host = exchange.host().index();
    ProxyMapping found = null;
    for (ProxyMapping location : locations) {
      if ((location.host() == 0 || location.host() == host) && location.matches(exchange.path)) {
        found = location;
      }
    }
    if (found == null) {
      found = first(exchange.path, 0);
    }
    if (found == null && host != 0) {
      found = first(exchange.path, host);
    }
    return found == null || found.target() == null ? null : found;
  }

  private @Nullable ProxyMapping first(String path, int host) {
    for (ProxyMapping mapping : mappings) {
      if (mapping.host() == host && mapping.matches(path)) {
        return mapping.target() == null ? EXCLUDED : mapping;
      }
    }
    return null;
  }

  /// The worker with the longest name that a URL begins with; null when none was defined for it.
  @Nullable FcgiWorker worker(String url) {
    FcgiWorker found = null;
    int longest = 0;
    for (FcgiWorker worker : workers) {
      String name = worker.url().name();
      if (name.length() > longest && url.startsWith(name) && atBorder(name, url)) {
        found = worker;
        longest = name.length();
      }
    }
    return found;
  }

  /// A name that ends within the authority must end with it: port 90 is not port 9000.
  private static boolean atBorder(String name, String url) {
    return name.indexOf('/', FcgiUrl.SCHEME.length()) >= 0
        || url.length() == name.length()
        || url.charAt(name.length()) == '/';
  }
}
