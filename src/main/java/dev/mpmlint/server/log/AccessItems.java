package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.http.RequestHead;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The items of LogFormat but for times and header fields: modules/loggers/mod_log_config.c and mod_logio.c.
final class AccessItems {
  private AccessItems() {}

  /// Text between the directives.
  static final class Text implements AccessItem {
    private final byte[] bytes;

    Text(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      to.add(bytes);
    }
  }

  /// Directives without an argument.
  record Plain(char letter) implements AccessItem {
    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      switch (letter) {
        case 'a', 'h' -> to.add(x.peer().client());
        case 'A' -> to.add(x.peer().server());
        case 'b' -> bytes(to, served.bodyBytes);
        case 'B' -> to.add(served.bodyBytes);
        case 'f' -> orHyphen(to, x.file);
        case 'H' -> protocol(to, x.head().version());
        case 'k' -> to.add((long) kept(x, served));
        case 'l' -> to.add('-');
        case 'm' -> orHyphen(to, x.head().method());
        case 'q' -> query(to, x.query);
        case 'r' -> requestLine(to, x.head());
        case 'R' -> orHyphen(to, x.handler);
        case 'u' -> user(to, x.user);
        case 'v' -> to.escape(x.host().name());
        case 'X' -> to.add(connection(x, served));
        case 'I' -> to.add(served.received);
        case 'O' -> to.add(served.sent);
        case 'S' -> to.add(served.received + served.sent);
        default -> throw new IllegalStateException("no item " + letter);
      }
    }
  }

  /// `%s`, `%U`: of the request as it came, or of the one that ErrorDocument made of it.
  record Redirected(char letter, boolean original) implements AccessItem {
    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      if (letter == 's') {
        int status = original ? served.originalStatus : served.status;
        if (status > 0) {
          to.add((long) status);
        } else {
          to.add('-');
        }
        return;
      }
      String before = original ? served.originalPath : null;
      String path = before == null ? x.path : before;
      to.escape(path.isEmpty() ? target(x.head().target()) : path);
    }

    /// The path of a request that was refused before anyone looked at it.
    private static String target(String target) {
      int query = target.indexOf('?');
      String path = query < 0 ? target : target.substring(0, query);
      return path.startsWith("/") ? path : "/";
    }
  }

  /// `%p`.
  record Port(String which) implements AccessItem {
    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      switch (which.toLowerCase(Locale.ROOT)) {
        case "", "canonical" -> {
          int port = x.host().port();
          to.add(port > 0 ? port : x.peer().secure() ? 443L : 80L);
        }
        case "local" -> to.add(port(x.peer().local()));
        case "remote" -> to.add(port(x.peer().remote()));
        default -> to.add(which);
      }
    }

    private static long port(InetSocketAddress address) {
      return address.getPort();
    }
  }

  /// `%P`. A thread is named by its number in the kernel; httpd shows an address of its C library there.
  record ProcessId(String which, boolean singleThreaded) implements AccessItem {
    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      switch (which.toLowerCase(Locale.ROOT)) {
        case "", "pid" -> to.add(Ids.pid());
        case "tid" -> to.add(tid());
        case "hextid" -> to.add(Long.toHexString(tid()));
        default -> to.add(which);
      }
    }

    private long tid() {
      return singleThreaded ? Ids.pid() : Ids.tid();
    }
  }

  /// `%D`, `%T`.
  record Duration(String unit) implements AccessItem {
    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      switch (unit.toLowerCase(Locale.ROOT)) {
        case "", "s" -> to.add(served.micros / 1_000_000);
        case "ms" -> to.add(served.micros / 1000);
        case "us" -> to.add(served.micros);
        default -> to.add(unit);
      }
    }
  }

  /// `%V`.
  record ServerName(boolean canonical) implements AccessItem {
    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      to.escape(serverName(x, canonical));
    }
  }

  /// `%L`.
  record LogId(boolean ofConnection) implements AccessItem {
    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      String id = ofConnection ? x.peer().logId : x.logId;
      to.add(id == null ? "-" : id);
    }
  }

  /// What is written for some statuses only: `%400,501{User-agent}i`, `%!200,304{Referer}i`.
  static final class Conditional implements AccessItem {
    private final AccessItem item;
    private final int[] statuses;
    private final boolean not;

    Conditional(AccessItem item, int[] statuses, boolean not) {
      this.item = item;
      this.statuses = statuses;
      this.not = not;
    }

    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      boolean listed = false;
      for (int status : statuses) {
        listed |= status == served.status;
      }
      if (listed == not) {
        to.add('-');
      } else {
        item.append(to, x, served, clock);
      }
    }
  }

  static void orHyphen(Line to, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      to.add('-');
    } else {
      to.escape(value);
    }
  }

  private static void bytes(Line to, long count) {
    if (count == 0) {
      to.add('-');
    } else {
      to.add(count);
    }
  }

  private static void query(Line to, @Nullable String query) {
    if (query != null) {
      to.add('?').escape(query);
    }
  }

  private static void user(Line to, @Nullable String user) {
    if (user != null && user.isEmpty()) {
      to.add('"').add('"');
    } else {
      orHyphen(to, user);
    }
  }

  private static void protocol(Line to, int version) {
    if (version == RequestHead.HTTP_1_1) {
      to.add("HTTP/1.1");
    } else if (version == RequestHead.HTTP_1_0) {
      to.add("HTTP/1.0");
    } else {
      to.add("HTTP/").add((long) (version / 1000)).add('.').add((long) (version % 1000));
    }
  }

  /// A password in the address is not shown.
  private static void requestLine(Line to, RequestHead head) {
    String line = head.requestLine();
    String target = head.target();
    if (target.startsWith("/") || target.indexOf('@') < 0) {
      orHyphen(to, line);
      return;
    }
    int from = target.indexOf("://") + 3;
    int end = target.indexOf('/', from);
    int at = target.lastIndexOf('@', end < 0 ? target.length() : end);
    int colon = target.indexOf(':', from);
    if (from < 3 || at < from || colon < 0 || colon > at) {
      orHyphen(to, line);
      return;
    }
    String shown = target.substring(0, colon + 1) + "X".repeat(8) + target.substring(at);
    to.escape(line.replace(target, shown));
  }

  /// How many requests came on the connection before this one. httpd does not count the last one of a connection when
  /// the client said that it is.
  private static int kept(Exchange x, Served served) {
    if (served.ending == Served.Ending.KEPT || x.ordinal == 0) {
      return x.ordinal;
    }
    String connection = x.head().field("Connection");
    boolean asked = connection != null && connection.toLowerCase(Locale.ROOT).contains("close");
    return asked ? x.ordinal - 1 : x.ordinal;
  }

  private static char connection(Exchange x, Served served) {
    return switch (served.ending) {
      case ABORTED -> 'X';
      case CLOSED -> '-';
      case KEPT -> {
        int most = x.host().maxKeepAliveRequests();
        yield most == 0 || most > x.ordinal + 1 ? '+' : '-';
      }
    };
  }

  /// The name that UseCanonicalName chooses.
  static String serverName(Exchange x, boolean canonical) {
    String field = canonical ? null : x.head().field("Host");
    if (field == null || field.isEmpty()) {
      return x.host().name();
    }
    int colon = field.lastIndexOf(':');
    boolean port = colon > field.lastIndexOf(']');
    String name = port ? field.substring(0, colon) : field;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return name.toLowerCase(Locale.ROOT);
      }
    }
    return name;
  }
}
