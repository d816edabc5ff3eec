package dev.mpmlint.server.site;

import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.http.Limits;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Origin;
import dev.mpmlint.server.settings.ServerSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fills a [Host]: what is said in it, else what the main server says, else httpd's default. Used while a child starts.
final class HostReader {
  private static final Host.ReadTimeout HEAD = new Host.ReadTimeout(20_000, 40_000, 500);
  private static final Host.ReadTimeout BODY = new Host.ReadTimeout(20_000, Long.MAX_VALUE / 1_000_000, 500);

  private final ServerSettings settings;
  private final Map<String, Item> own;
  private final Map<String, Item> outer;

  HostReader(ServerSettings settings, Map<String, Item> own, Map<String, Item> outer) {
    this.settings = settings;
    this.own = own;
    this.outer = outer;
  }

  Host host(int index, Origin section, List<HostConf.Address> addresses) {
    Item named = item("servername");
    String name = named == null ? "" : named.argument(0);
    int scheme = name.indexOf("://");
    name = scheme < 0 ? name : name.substring(scheme + 3);
    int colon = name.lastIndexOf(':');
    boolean hasPort = colon > name.lastIndexOf(']');
    int port = hasPort ? (int) Numbers.number(name.substring(colon + 1), 0) : 0;
    if (hasPort) {
      name = name.substring(0, colon);
    }
    if (port == 0 && !addresses.isEmpty()) {
      port = addresses.getFirst().port();
    }
    Host.ReadTimeout[] stages = readTimeouts();
    return new Host(
        index,
        name.isEmpty() ? machine() : name,
        port,
        index == 0 && named != null ? named.at() : section,
        !text("keepalive", "on").equalsIgnoreCase("off"),
        Numbers.milliseconds(text("keepalivetimeout", "5"), 5000),
        (int) Numbers.number(text("maxkeepaliverequests", "100"), 100),
        Numbers.number(text("timeout", "60"), 60) * 1000,
        limits(),
        stages[0],
        stages[1]);
  }

  /// The port that a ServerName line says; 0 when it says none.
  static int namedPort(@Nullable Item named) {
    String name = named == null ? "" : named.argument(0);
    int colon = name.lastIndexOf(':');
    boolean port = colon > name.lastIndexOf(']') && !name.startsWith("//", colon + 1);
    return port ? (int) Numbers.number(name.substring(colon + 1), 0) : 0;
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException _) {
      return "127.0.0.1";
    }
  }

  private @Nullable Item item(String key) {
    Item item = own.get(key);
    return item != null ? item : outer.get(key);
  }

  private String text(String key, String standard) {
    Item item = item(key);
    return item == null ? standard : item.argument(0);
  }

  private Limits limits() {
    Limits d = Limits.DEFAULT;
    boolean unsafe = false;
    boolean allow09 = d.allow09();
    boolean registered = false;
    Item options = item("httpprotocoloptions");
    if (options != null) {
      for (String word : options.arguments()) {
        switch (word.toLowerCase(Locale.ROOT)) {
          case "unsafe" -> unsafe = true;
          case "strict" -> unsafe = false;
          case "require1.0" -> allow09 = false;
          case "allow0.9" -> allow09 = true;
          case "registeredmethods" -> registered = true;
          case "lenientmethods" -> registered = false;
          default -> {}
        }
      }
    }
    return new Limits(
        (int) Numbers.number(text("limitrequestline", ""), d.requestLine()),
        (int) Numbers.number(text("limitrequestfieldsize", ""), d.requestFieldSize()),
        (int) Numbers.number(text("limitrequestfields", ""), d.requestFields()),
        unsafe,
        allow09,
        registered);
  }

  /// `header=20-40,MinRate=500 body=20,MinRate=500`, which also holds where mod_reqtimeout is loaded and says nothing.
  private Host.ReadTimeout[] readTimeouts() {
    if (!settings.has("reqtimeout_module")) {
      return new Host.ReadTimeout[] {Host.ReadTimeout.NONE, Host.ReadTimeout.NONE};
    }
    Host.ReadTimeout[] stages = {HEAD, BODY};
    Item item = item("requestreadtimeout");
    if (item != null) {
      for (String word : item.arguments()) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.startsWith("header=")) {
          stages[0] = stage(lower.substring(7));
        } else if (lower.startsWith("body=")) {
          stages[1] = stage(lower.substring(5));
        }
      }
    }
    return stages;
  }

  private static Host.ReadTimeout stage(String text) {
    int comma = text.indexOf(',');
    String times = comma < 0 ? text : text.substring(0, comma);
    int rate = 0;
    if (comma >= 0 && text.startsWith("minrate=", comma + 1)) {
      rate = (int) Numbers.number(text.substring(comma + 9), 0);
    }
    int dash = times.indexOf('-');
    long initial = Numbers.number(times, 0) * 1000;
    long most = dash >= 0 ? Numbers.number(times.substring(dash + 1), 0) * 1000 : rate > 0 ? BODY.most() : initial;
    return initial == 0 ? Host.ReadTimeout.NONE : new Host.ReadTimeout(initial, most, rate);
  }
}
