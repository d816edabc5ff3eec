package dev.mpmlint.server.control;

import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.tls.TlsFiles;
import dev.mpmlint.server.tls.TlsMaterial;
import dev.mpmlint.server.tls.TlsRefusedException;
import dev.mpmlint.server.tls.TlsSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The hosts that speak TLS, with the keys that only the control process may read. Stateless.
final class Tls {
  private Tls() {}

  /// What children need.
  ///
  /// @param material null when no host speaks TLS
  /// @param notSimulated directives that have no effect here
  record Found(@Nullable TlsMaterial material, List<String> notSimulated) {}

  /// @param throwAway whether each host gets a certificate made now, so that no key is read: for `mpmlint verify`
  static Found of(ServerSettings settings, boolean throwAway) throws TlsRefusedException {
    if (!settings.has("ssl_module")) {
      return new Found(null, List.of());
    }
    List<TlsMaterial.Of> hosts = new ArrayList<>();
    List<String> notSimulated = new ArrayList<>();
    List<Item> main = settings.items();
    add(0, main, List.of(), settings, throwAway, hosts, notSimulated);
    int index = 0;
    for (Item i : main) {
      if (i instanceof Section s && s.key().equals("virtualhost")) {
        add(++index, main, s.items(), settings, throwAway, hosts, notSimulated);
      }
    }
    return new Found(hosts.isEmpty() ? null : new TlsMaterial(hosts), notSimulated.stream().distinct().toList());
  }

  private static void add(
      int index,
      List<Item> main,
      List<Item> own,
      ServerSettings settings,
      boolean throwAway,
      List<TlsMaterial.Of> hosts,
      List<String> notSimulated)
      throws TlsRefusedException {
    String written = Numbers.lastText(own, "servername", Numbers.lastText(main, "servername", "localhost"));
    String name = written.contains("://") ? written.substring(written.indexOf("://") + 3) : written;
    int colon = name.lastIndexOf(':');
    String bare = colon < 0 ? name : name.substring(0, colon);
    int port = colon < 0 ? 0 : port(name.substring(colon + 1));
    TlsSettings tls = TlsSettings.of(index, bare, port, settings.serverRoot(), main, own);
    if (tls != null) {
      hosts.add(throwAway ? TlsMaterial.throwAway(tls, List.of(bare)) : TlsFiles.load(tls));
      notSimulated.addAll(tls.notSimulated());
    }
  }

  private static int port(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
