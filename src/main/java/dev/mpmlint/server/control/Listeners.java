package dev.mpmlint.server.control;

import dev.mpmlint.os.Descriptors;
import dev.mpmlint.os.ListeningSocket;
import dev.mpmlint.os.OsException;
import dev.mpmlint.server.settings.Item;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The sockets that the server listens at, open as long as the configuration names them: a restart keeps those that stay.
/// Owned by the control process's main thread.
final class Listeners implements AutoCloseable {
  private final Map<ListenAt, Integer> open = new LinkedHashMap<>();

  /// Opens what is asked for and not open yet; what was open and is not asked for is closed when all could be opened.
  ///
  /// @return what httpd says of addresses that cannot be bound; when there is any, the server must not go on
  List<String> become(List<ListenAt> asked, List<Item> items, int backlog) {
    List<String> complaints = new ArrayList<>();
    Map<ListenAt, Integer> added = new LinkedHashMap<>();
    for (ListenAt at : asked) {
      if (open.containsKey(at)) {
        continue;
      }
      try {
        added.put(at, ListeningSocket.open(at.address(), at.port(), options(at, items, backlog)));
      } catch (OsException e) {
        complaints.add(e.asHttpd() + ": AH00072: make_sock: could not bind to address " + at.name());
      }
    }
    if (!complaints.isEmpty()) {
      added.values().forEach(Descriptors::close);
      return complaints;
    }
    for (Iterator<Map.Entry<ListenAt, Integer>> i = open.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<ListenAt, Integer> e = i.next();
      if (!asked.contains(e.getKey())) {
        Descriptors.close(e.getValue());
        i.remove();
      }
    }
    open.putAll(added);
    return complaints;
  }

  private static ListeningSocket.Options options(ListenAt at, List<Item> items, int backlog) {
    int defer = Numbers.last(items, "listentcpdeferaccept", 30);
    for (Item i : items) {
      if (i.key().equals("acceptfilter") && i.argument(0).equalsIgnoreCase(at.protocol())) {
        defer = i.argument(1).equalsIgnoreCase("none") ? 0 : Numbers.last(items, "listentcpdeferaccept", 30);
      }
    }
    boolean filtered = at.protocol().equals("http") || at.protocol().equals("https");
    return new ListeningSocket.Options(
        backlog,
        filtered ? defer : 0,
        Numbers.last(items, "sendbuffersize", 0),
        Numbers.last(items, "receivebuffersize", 0));
  }

  List<ListenAt> addresses() {
    return List.copyOf(open.keySet());
  }

  List<Integer> descriptors() {
    return List.copyOf(open.values());
  }

  @Override
  public void close() {
    open.values().forEach(Descriptors::close);
    open.clear();
  }
}
