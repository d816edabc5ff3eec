package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.source.Display;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A further virtual host on an address, and no name by which it could be asked for. The first one on an address needs none:
/// it answers to all that nobody else has.
final class VirtualHostWithoutServerName implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG013",
          "virtual-host-without-server-name",
          Severity.WARNING,
          "A virtual host has no ServerName, and another one comes first on its address",
          "0.2");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    Map<String, VirtualHost> first = new HashMap<>();
    for (VirtualHost host : VirtualHost.all(configuration)) {
      VirtualHost before = host.names().isEmpty() && host.complete() ? before(host, first) : null;
      if (before != null) {
        out.accept(
            Finding.at(
                    INFO,
                    host.open(),
                    "this virtual host has neither ServerName nor ServerAlias, and that at " + before.open().span()
                        + " comes first on its address, so it is asked for " + inherited(configuration)
                        + " at most; write the ServerName that it is for")
                .labelled("no ServerName")
                .seeing(before.open().span(), "this virtual host answers" + Lines.chain(before.open().place().site())));
      }
      for (VirtualHost.Address address : host.addresses()) {
        first.putIfAbsent(address.key(), host);
      }
    }
  }

  /// The first one on the address, where there is one before this one on each of its addresses.
  private static @Nullable VirtualHost before(VirtualHost host, Map<String, VirtualHost> first) {
    VirtualHost before = null;
    for (VirtualHost.Address address : host.addresses()) {
      VirtualHost here = first.get(address.key());
      if (here == null || !Lines.countsWith(here.open(), host.open())) {
        return null;
      }
      before = before == null ? here : before;
    }
    return before;
  }

  private static String inherited(Configuration configuration) {
    String main = null;
    for (Occurrence o : configuration.active("servername")) {
      if (o.place().scope() == null && !o.words().isEmpty()) {
        main = VirtualHost.bare(o.words().getFirst().value());
      }
    }
    return main == null ? "the main server's name" : "the main server's name " + Display.of(main);
  }
}
