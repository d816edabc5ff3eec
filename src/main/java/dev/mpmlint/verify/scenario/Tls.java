package dev.mpmlint.verify.scenario;

import dev.mpmlint.config.Configuration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Which of a scratch copy's ports speak TLS. Experiments look at a port that does not, so that what they see is the MPM's.
///
/// @param ports by number
/// @param plain the port at which experiments look; one behind the last where all speak TLS
/// @param noneIsPlain whether all speak TLS
/// @param everywhere whether TLS is switched on outside of all virtual hosts
record Tls(Set<Integer> ports, int plain, boolean noneIsPlain, boolean everywhere) {
  private static final String ENGINE = "sslengine";

  Tls {
    ports = Set.copyOf(ports);
  }

  /// @param count how many ports there are
  static Tls of(Configuration configuration, List<Entry> top, int count) {
    if (configuration.module("ssl_module").isEmpty()) {
      return new Tls(Set.of(), 0, false, false);
    }
    boolean everywhere = engine(top, false);
    Set<Integer> ports = new TreeSet<>();
    for (int port = 0; port < count; port++) {
      String placeholder = Copying.placeholder(port);
      List<Entry> hosts =
          top.stream()
              .filter(e -> e.key().equals("virtualhost") && (e.text().contains(placeholder) || atAnyPort(e.text())))
              .toList();
      if (hosts.isEmpty() ? everywhere : hosts.stream().anyMatch(h -> engine(h.inside(), everywhere))) {
        ports.add(port);
      }
    }
    int plain = 0;
    while (plain < count && ports.contains(plain)) {
      plain++;
    }
    return new Tls(ports, plain, count > 0 && plain == count, everywhere);
  }

  /// Whether one of its addresses names no port; `:1` is one at which nobody listens.
  private static boolean atAnyPort(String tag) {
    return Arrays.stream(tag.replace(">", "").split(" ", -1)).skip(1).anyMatch(address -> !address.contains(":"));
  }

  private static boolean engine(List<Entry> lines, boolean otherwise) {
    boolean on = otherwise;
    for (Entry e : lines) {
      if (e.key().equals(ENGINE)) {
        on = !e.text().toLowerCase(Locale.ROOT).endsWith("off");
      }
    }
    return on;
  }
}
