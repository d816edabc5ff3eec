package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.source.Display;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Two Listen lines that ask for the same address and port in different words, as `Listen 80` and `Listen 10.0.0.1:80` do.
/// `httpd -t` compares the words alone; the system refuses the second one (`make_sock`, server/listen.c).
final class ListenAddressesOverlap implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG010",
          "listen-addresses-overlap",
          Severity.ERROR,
          "Two Listen lines ask for the same address and port in different words",
          "0.2");

  /// Where a wildcard and one address may both be bound.
  private static final Set<String> LENIENT = Set.of("freebsd", "macos");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Layout layout = subject.configuration().options().layout();
    List<Occurrence> lines = subject.configuration().active("Listen");
    if (lines.size() < 2 || layout.os() != Layout.Os.UNIX || LENIENT.contains(layout.name())) {
      return;
    }
    Map<Integer, List<Bound>> byPort = new HashMap<>();
    for (Occurrence line : lines) {
      Endpoint endpoint = line.words().isEmpty() ? null : Endpoint.of(line.words().getFirst());
      if (endpoint == null || endpoint.port() == 0) {
        continue;
      }
      List<Bound> before = byPort.computeIfAbsent(endpoint.port(), _ -> new ArrayList<>());
      for (Bound other : before) {
        if (clash(other.endpoint.kind(), endpoint.kind()) && Lines.countsWith(other.line, line)) {
          out.accept(finding(line, other));
          break;
        }
      }
      if (before.size() < Findings.MOST) {
        before.add(new Bound(line, endpoint));
      }
    }
  }

  private record Bound(Occurrence line, Endpoint endpoint) {}

  /// Whether the second is refused when the first has been bound, and httpd then ends. Equal addresses are refused before.
  private static boolean clash(Endpoint.Kind first, Endpoint.Kind second) {
    return switch (first) {
      case ANY -> second == Endpoint.Kind.IPV4 || second == Endpoint.Kind.IPV6;
      case ANY_IPV4 -> second == Endpoint.Kind.IPV4 || second == Endpoint.Kind.ANY;
      case ANY_IPV6 -> second == Endpoint.Kind.IPV4 || second == Endpoint.Kind.IPV6;
      case IPV4 -> second == Endpoint.Kind.ANY || second == Endpoint.Kind.ANY_IPV4 || second == Endpoint.Kind.ANY_IPV6;
      case IPV6 -> second == Endpoint.Kind.ANY_IPV6;
      case NAME -> false;
    };
  }

  private static Finding finding(Occurrence line, Bound other) {
    String written = Display.of(other.line.words().getFirst().value());
    return Finding.at(
            INFO,
            line,
            Lines.spanOf(line, 0),
            "Listen " + Lines.argument(line, 0) + " asks for an address that Listen " + written + " at " + other.line.span()
                + " overlaps, so httpd does not start: could not bind to address (AH00072); take one of the two out")
        .labelled("bound already")
        .seeing(other.line.span(), "bound here" + Lines.chain(other.line.place().site()));
  }
}
