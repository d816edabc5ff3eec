package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a virtual host's directives say that scripts and gateways need. Immutable.
///
/// @param documentRoot without a slash at its end
/// @param admin ServerAdmin
/// @param signature ServerSignature: off, on or email, in lower case
/// @param canonicalName whether UseCanonicalName is On
/// @param canonicalPort whether UseCanonicalPhysicalPort is On
/// @param proxyTimeout ProxyTimeout in milliseconds; -1 when not set
/// @param scriptTimeout CGIScriptTimeout in milliseconds; -1 when not set
/// @param genericBackend whether ProxyFCGIBackendType is GENERIC
/// @param passAuthorization whether CGIPassAuth is On
record HostFacts(
    String documentRoot,
    String admin,
    String signature,
    boolean canonicalName,
    boolean canonicalPort,
    long proxyTimeout,
    long scriptTimeout,
    boolean genericBackend,
    boolean passAuthorization) {

  /// The facts of all hosts by [dev.mpmlint.server.exchange.Host#index].
  record OfHosts(List<HostFacts> all) {
    OfHosts {
      all = List.copyOf(all);
    }

    HostFacts of(Exchange exchange) {
      return all.get(exchange.host().index());
    }
  }

  static OfHosts of(ServerSettings settings) {
    List<HostFacts> all = new ArrayList<>();
    all.add(of(List.of(settings.items())));
    for (Item item : settings.items()) {
      if (item instanceof Section section && section.key().equals("virtualhost")) {
        all.add(of(List.of(settings.items(), section.items())));
      }
    }
    return new OfHosts(all);
  }

  private static HostFacts of(List<List<Item>> scopes) {
    String root = last(scopes, "documentroot", "/usr/local/apache2/htdocs");
    return new HostFacts(
        root.length() > 1 && root.endsWith("/") ? root.substring(0, root.length() - 1) : root,
        last(scopes, "serveradmin", "[no address given]"),
        last(scopes, "serversignature", "off").toLowerCase(Locale.ROOT),
        last(scopes, "usecanonicalname", "off").equalsIgnoreCase("on"),
        last(scopes, "usecanonicalphysicalport", "off").equalsIgnoreCase("on"),
        Durations.millis(last(scopes, "proxytimeout", ""), -1),
        Durations.millis(last(scopes, "cgiscripttimeout", ""), -1),
        deepest(scopes, "proxyfcgibackendtype").equalsIgnoreCase("generic"),
        deepest(scopes, "cgipassauth").equalsIgnoreCase("on"));
  }

  private static String last(List<List<Item>> scopes, String key, String otherwise) {
    String found = otherwise;
    for (List<Item> scope : scopes) {
      for (Item item : scope) {
        if (item.key().equals(key)) {
          found = item.argument(0);
        }
      }
    }
    return found;
  }

  /// As [#last], of directives that may stand in `<Directory>` and its kind: one anywhere counts for the whole host.
  private static String deepest(List<List<Item>> scopes, String key) {
    String found = "";
    for (List<Item> scope : scopes) {
      String here = deepestIn(scope, key);
      found = here == null ? found : here;
    }
    return found;
  }

  private static @Nullable String deepestIn(List<Item> items, String key) {
    String found = null;
    for (Item item : items) {
      String here = null;
      if (item.key().equals(key)) {
        here = item.argument(0);
      } else if (item instanceof Section section && !section.key().equals("virtualhost")) {
        here = deepestIn(section.items(), key);
      }
      found = here == null ? found : here;
    }
    return found;
  }
}
