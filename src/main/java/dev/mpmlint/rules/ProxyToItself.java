package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A server that is its own backend: each such request holds two of its workers.
final class ProxyToItself implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM040",
          "proxy-to-itself",
          Severity.WARNING,
          "The server proxies to a port that it listens on itself, so each request takes two workers",
          "0.1");

  private static final int HTTP = 80;
  private static final String SCHEME = "http://";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    Map<Integer, Occurrence> ports = localPorts(configuration);
    if (ports.isEmpty()) {
      return;
    }
    for (String name : List.of("ProxyPass", "ProxyPassMatch", "BalancerMember", "RewriteRule")) {
      for (Occurrence line : configuration.active(name)) {
        Word target = target(line);
        int port = target == null ? 0 : localPort(target.value());
        Occurrence listen = ports.get(port);
        if (target != null && listen != null) {
          out.accept(
              Finding.at(
                      INFO,
                      line,
                      target.span(),
                      Display.of(target.value()) + " is this server itself, which listens on port " + port
                          + "; each such request holds two workers, so half as many are served at once; do without"
                          + " the detour, or count two workers per request")
                  .labelled("port " + port + " is our own")
                  .seeing(listen.span(), "the server listens here"));
        }
      }
    }
  }

  /// What a line proxies to; null where it does not, or not by plain HTTP.
  private static @Nullable Word target(Occurrence line) {
    List<Word> words = line.words();
    if (line.key().equals("rewriterule")) {
      boolean proxies = words.size() > 2 && hasProxyFlag(words.get(2).value());
      return proxies && isHttp(words.get(1)) ? words.get(1) : null;
    }
    for (int i = 0; i < Math.min(2, words.size()); i++) {
      if (isHttp(words.get(i))) {
        return words.get(i);
      }
    }
    return null;
  }

  private static boolean isHttp(Word word) {
    return word.value().regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  private static boolean hasProxyFlag(String flags) {
    String list = "," + flags.replace("[", "").replace("]", "").toLowerCase(Locale.ROOT).replace(" ", "") + ",";
    return list.contains(",p,") || list.contains(",proxy,");
  }

  /// The port of a URL of this machine; 0 for any other.
  private static int localPort(String url) {
    int end = SCHEME.length();
    while (end < url.length() && "/?#$%".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String authority = url.substring(SCHEME.length(), end);
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    String host = hasPort ? authority.substring(0, colon) : authority;
    if (!isLoopback(host)) {
      return 0;
    }
    return hasPort ? CNumbers.atoi(authority.substring(colon + 1)) : HTTP;
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /// The ports on which the loopback interface is listened on, with their lines; those of other protocols left out.
  private static Map<Integer, Occurrence> localPorts(Configuration configuration) {
    Map<Integer, Occurrence> ports = new HashMap<>();
    for (Occurrence listen : configuration.active("Listen")) {
      String where = Lines.argument(listen, 0);
      int colon = where.lastIndexOf(':');
      boolean hasHost = colon > where.lastIndexOf(']') && colon >= 0;
      String host = hasHost ? where.substring(0, colon) : "";
      boolean any = host.isEmpty() || host.equals("*") || host.equals("0.0.0.0") || host.equals("[::]");
      if (any || isLoopback(host)) {
        ports.putIfAbsent(CNumbers.atoi(where.substring(hasHost ? colon + 1 : 0)), listen);
      }
    }
    return ports;
  }
}
