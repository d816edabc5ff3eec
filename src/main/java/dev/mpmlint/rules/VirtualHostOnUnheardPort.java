package dev.mpmlint.rules;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A virtual host on a port for which there is no Listen. httpd takes it and says nothing.
final class VirtualHostOnUnheardPort implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG014",
          "virtual-host-on-unheard-port",
          Severity.WARNING,
          "A virtual host is on a port on which the server does not listen",
          "0.2");

  private static final int MOST_PORTS = 5;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    List<Occurrence> opened = configuration.active("virtualhost");
    if (opened.isEmpty() || configuration.options().kind() != InputKind.WHOLE || !Lines.isReadToTheEnd(configuration)) {
      return;
    }
    Set<Integer> heard = new TreeSet<>();
    for (Occurrence listen : configuration.all("Listen")) {
      for (Word word : listen.words()) {
        Endpoint endpoint = Endpoint.of(word);
        if (endpoint == null) {
          return;
        }
        if (listen.active() || dependsOnCommandLine(listen)) {
          heard.add(endpoint.port());
        }
        break;
      }
    }
    if (heard.isEmpty()) {
      return;
    }
    for (VirtualHost host : VirtualHost.all(configuration)) {
      for (VirtualHost.Address address : host.addresses()) {
        int port = address.endpoint().port();
        if (port != 0 && !heard.contains(port)) {
          out.accept(
              Finding.at(
                      INFO,
                      host.open(),
                      address.at(),
                      "no Listen is for port " + port + ", so this virtual host is never asked there; the server listens on "
                          + ports(heard) + "; write Listen " + port + ", or correct the port")
                  .labelled("nobody listens here"));
        }
      }
    }
  }

  private static boolean dependsOnCommandLine(Occurrence listen) {
    for (Condition c = listen.place().condition(); c != null; c = c.outer()) {
      if (c.kind() == Condition.Kind.IF_DEFINE && c.truth() == Condition.Truth.FALSE) {
        return true;
      }
    }
    return false;
  }

  private static String ports(Set<Integer> heard) {
    List<String> shown = new ArrayList<>();
    for (Integer port : heard) {
      if (shown.size() == MOST_PORTS) {
        shown.add("others");
        break;
      }
      shown.add(port.toString());
    }
    return (heard.size() == 1 ? "port " : "ports ") + Lines.list(shown);
  }
}
