package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.exchange.Host.ReadTimeout;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.exchange.RequestBody;
import dev.mpmlint.server.http.Limits;
import dev.mpmlint.server.http.RequestHead;
import dev.mpmlint.server.http.RequestHeads;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Origin;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.Setting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Settings, hosts and exchanges for the tests of logs.
final class Logging {
  /// 2026-11-22 00:45:24.123456 UTC.
  static final long RECEIVED = 1_795_308_324_123_456L;

  private static final Pattern WORD = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"|(\\S+)");

  private Logging() {}

  /// Settings from lines of a configuration, without conditions, continued lines or comments.
  static ServerSettings settings(Path serverRoot, Pool.Kind kind, String configuration) {
    Pool pool = new Pool(kind, 16, 64, 25, 16, 400, 3, 75, 250, 0, 2, 0, 511, 0);
    Deque<List<Item>> open = new ArrayDeque<>(List.of(new ArrayList<>()));
    Deque<String> sections = new ArrayDeque<>();
    int number = 0;
    for (String line : configuration.split("\n", -1)) {
      number++;
      String text = line.strip();
      Origin at = new Origin("httpd.conf", number);
      if (text.startsWith("</")) {
        List<Item> items = open.pop();
        String[] head = sections.pop().split(" ", 2);
        open.element().add(new Section(head[0], List.of(head[1]), head[1], at, items));
      } else if (text.startsWith("<")) {
        sections.push(text.substring(1, text.length() - 1));
        open.push(new ArrayList<>());
      } else if (!text.isEmpty()) {
        List<String> words = words(text);
        String tail = text.substring(words.getFirst().length()).strip();
        open.element().add(new Setting(words.getFirst(), words.subList(1, words.size()), tail, at));
      }
    }
    return new ServerSettings(pool, serverRoot.toString(), List.of(), List.of(), open.pop(), false);
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      String quoted = matcher.group(1);
      words.add(quoted == null ? matcher.group(2) : quoted.replaceAll("\\\\([\"\\\\])", "$1"));
    }
    return words;
  }

  static Host host(int index, String name, int port) {
    return new Host(
        index, name, port, new Origin("httpd.conf", 1), true, 5000, 100, 60_000, Limits.DEFAULT, ReadTimeout.NONE,
        ReadTimeout.NONE);
  }

  static Peer peer(String client, int clientPort, int serverPort) {
    try {
      return new Peer(
          new InetSocketAddress(InetAddress.getByName(client), clientPort),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort),
          false);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// A request to `localhost`, received at [#RECEIVED].
  static Exchange exchange(String requestLine, String... fields) {
    return exchange(host(0, "main.example", 0), peer("192.0.2.7", 40000, 8080), requestLine, fields);
  }

  static Exchange exchange(Host host, Peer peer, String requestLine, String... fields) {
    RequestHead head = RequestHeads.of(requestLine, fields);
    Exchange exchange = new Exchange(head, peer, host);
    exchange.begin(RequestBody.NONE, RECEIVED);
    String target = head.target();
    int query = target.indexOf('?');
    exchange.path = query < 0 ? target : target.substring(0, query);
    exchange.query = query < 0 ? null : target.substring(query + 1);
    return exchange;
  }
}
