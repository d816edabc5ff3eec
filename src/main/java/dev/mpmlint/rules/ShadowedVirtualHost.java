package dev.mpmlint.rules;

import dev.mpmlint.source.Display;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A virtual host, or one of its names, that an earlier one on the same address answers to. httpd takes the first that fits
/// (`update_server_from_aliases`, server/vhost.c) and says nothing.
final class ShadowedVirtualHost implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG012",
          "shadowed-virtual-host",
          Severity.WARNING,
          "An earlier virtual host on the same address has the same name, so this one is never asked",
          "0.2");

  /// So many names with wildcards are compared for each address.
  private static final int MOST_WILD = 50;
  private static final int NAMED = 3;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    List<VirtualHost> hosts = VirtualHost.all(subject.configuration());
    if (hosts.size() < 2) {
      return;
    }
    Map<String, Names> taken = new HashMap<>();
    for (VirtualHost host : hosts) {
      check(host, taken, out);
      for (VirtualHost.Address address : host.addresses()) {
        taken.computeIfAbsent(address.key(), _ -> new Names()).add(host);
      }
    }
  }

  private static void check(VirtualHost host, Map<String, Names> taken, Consumer<Finding> out) {
    List<VirtualHost.Name> lost = new ArrayList<>();
    VirtualHost first = null;
    for (VirtualHost.Name name : host.names()) {
      VirtualHost winner = winner(host, name, taken);
      if (winner != null) {
        lost.add(name);
        first = first == null ? winner : first;
      }
    }
    if (first == null) {
      return;
    }
    if (lost.size() == host.names().size()) {
      out.accept(shadowed(host, first, lost));
      return;
    }
    for (VirtualHost.Name name : lost) {
      VirtualHost winner = winner(host, name, taken);
      if (winner != null) {
        out.accept(
            finding(
                host,
                winner,
                name.at(),
                "requests for " + Display.of(name.text()) + " never come here: the virtual host at " + winner.open().span()
                    + " is on the same address, comes first and has this name too; take it out of one of the two"));
      }
    }
  }

  private static Finding shadowed(VirtualHost host, VirtualHost winner, List<VirtualHost.Name> lost) {
    if (winner.open().span().equals(host.open().span())
        || winner.open().span().toString().equals(host.open().span().toString())) {
      return finding(
          host,
          winner,
          host.open().span(),
          "this virtual host is read twice, and the second time it is never asked; include its file once");
    }
    List<String> names = new ArrayList<>();
    for (VirtualHost.Name name : lost.subList(0, Math.min(NAMED, lost.size()))) {
      names.add(Display.of(name.text()));
    }
    if (lost.size() > NAMED) {
      names.add((lost.size() - NAMED) + " more");
    }
    return finding(
        host,
        winner,
        host.place(),
        "this virtual host is never asked: that at " + winner.open().span()
            + " is on the same address, comes first and answers to " + Lines.list(names)
            + "; give this one a name of its own, or make one of the two");
  }

  private static Finding finding(VirtualHost host, VirtualHost winner, dev.mpmlint.source.Span at, String message) {
    return Finding.at(INFO, host.open(), at, message)
        .labelled("never reached")
        .seeing(winner.open().span(), "this virtual host answers" + Lines.chain(winner.open().place().site()));
  }

  /// Who answers to a name on all of a virtual host's addresses instead of it; null where it is asked itself on one of them.
  private static @Nullable VirtualHost winner(VirtualHost host, VirtualHost.Name name, Map<String, Names> taken) {
    VirtualHost winner = null;
    for (VirtualHost.Address address : host.addresses()) {
      Names names = taken.get(address.key());
      VirtualHost here = names == null ? null : names.find(name);
      if (here == null || here == host || !Lines.countsWith(here.open(), host.open())) {
        return null;
      }
      winner = winner == null ? here : winner;
    }
    return winner;
  }

  /// The names that the virtual hosts of one address have so far.
  private static final class Names {
    private final Map<String, VirtualHost> exact = new HashMap<>();
    private final List<Wild> wild = new ArrayList<>();

    void add(VirtualHost host) {
      for (VirtualHost.Name name : host.names()) {
        exact.putIfAbsent(name.text(), host);
        if (name.isWild() && wild.size() < MOST_WILD) {
          wild.add(new Wild(name, host));
        }
      }
    }

    @Nullable VirtualHost find(VirtualHost.Name name) {
      VirtualHost same = exact.get(name.text());
      if (same != null || name.isWild()) {
        return same;
      }
      for (Wild each : wild) {
        if (each.name.covers(name.text())) {
          return each.host;
        }
      }
      return null;
    }
  }

  private record Wild(VirtualHost.Name name, VirtualHost host) {}
}
