package dev.mpmlint.server.control;

import dev.mpmlint.os.Descriptors;
import dev.mpmlint.os.ListeningSocket;
import dev.mpmlint.os.OsException;
import dev.mpmlint.server.settings.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The sockets that the server listens at, open as long as the configuration names them: a restart keeps those that stay.
/// Owned by the control process's main thread.
final class Listeners implements AutoCloseable {
  private Map<ListenAt, Integer> open = new LinkedHashMap<>();
  private Map<ListenAt, Integer> before = open;

  /// Opens what is asked for and not open yet. What was open and is not asked for stays so until [#settle]; [#undo] goes
  /// back.
  ///
  /// @return what httpd says of addresses that cannot be bound; when there is any, nothing has changed
  List<String> become(List<ListenAt> asked, List<Item> items, int backlog) {
    List<String> complaints = new ArrayList<>();
    Map<ListenAt, Integer> next = new LinkedHashMap<>();
    List<Integer> added = new ArrayList<>();
    for (ListenAt at : asked) {
      Integer known = open.get(at);
      if (known != null) {
        next.put(at, known);
        continue;
      }
      try {
        int descriptor = ListeningSocket.open(at.address(), at.port(), options(at, items, backlog));
        added.add(descriptor);
        next.put(at, descriptor);
      } catch (OsException e) {
        complaints.add(e.asHttpd() + ": AH00072: make_sock: could not bind to address " + at.name());
      }
    }
    if (!complaints.isEmpty()) {
      added.forEach(Descriptors::close);
      return complaints;
    }
    before = open;
    open = next;
    return complaints;
  }

  /// Closes what is no longer asked for.
  void settle() {
    closeUnless(before, open);
    before = open;
  }

  /// As it was before the last [#become].
  void undo() {
    closeUnless(open, before);
    open = before;
  }

  private static void closeUnless(Map<ListenAt, Integer> some, Map<ListenAt, Integer> wanted) {
    for (Integer descriptor : some.values()) {
      if (!wanted.containsValue(descriptor)) {
        Descriptors.close(descriptor);
      }
    }
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
    undo();
    open.values().forEach(Descriptors::close);
    open.clear();
  }
}
