package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Peer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A compiled ErrorLogFormat: do_errorlog_format of httpd's server/log.c. Immutable; for any thread.
///
/// A line is made of fields, which begin with a blank or with `% `. A field with an item that has nothing to say is left
/// out, the message always stays.
final class ErrorFormat {
  /// @param letter of the directive; 0 for literal text, `M` for the message
  /// @param argument what stands in braces; of literal text, the text
  /// @param separator whether a field begins here
  /// @param required whether the line is left out when the item has nothing to say (`+`)
  /// @param hyphen whether `-` stands for nothing (`-`)
  /// @param least it is left out of graver messages
  private record Item(
      char letter, String argument, boolean separator, boolean required, boolean hyphen, Level least) {}

  private final String text;
  private final List<Item> items;

  private ErrorFormat(String text, List<Item> items) {
    this.text = text;
    this.items = items;
  }

  /// @param main whether it is the format of messages, not one of the lines once per connection or request
  /// @throws IllegalArgumentException with httpd's message, when it refuses the format
  static ErrorFormat of(String text, boolean main) {
    List<Item> items = new Parser(text, main).items();
    boolean message = false;
    for (Item item : items) {
      message |= item.letter == 'M';
      if (item.required && main) {
        throw new IllegalArgumentException("The '+' flag cannot be used in the main error log format");
      }
    }
    if (message && !main) {
      throw new IllegalArgumentException("%M cannot be used in once-per-request or once-per-connection formats");
    }
    if (!message && main) {
      throw new IllegalArgumentException("main ErrorLogFormat must contain message format string '%M'");
    }
    return new ErrorFormat(text, items);
  }

  /// @return whether there is a line
  boolean line(ErrorEvent event, Line to) {
    int start = to.length;
    int field = start;
    boolean skipping = false;
    for (Item item : items) {
      if (item.separator) {
        skipping = false;
        field = to.length;
      }
      if (item.letter == 'M') {
        to.escapeForErrors(event.text());
      } else if (!skipping) {
        int before = to.length;
        boolean wanted = event.level().compareTo(item.least) >= 0;
        if (wanted) {
          write(item, event, to);
        }
        if (to.length == before && wanted && item.required) {
          to.length = start;
          return false;
        }
        if (to.length == before && wanted && item.hyphen) {
          to.add('-');
        } else if (to.length == before) {
          to.length = field;
          skipping = true;
        }
      }
    }
    return to.length > start;
  }

  private static void write(Item item, ErrorEvent event, Line to) {
    Exchange exchange = event.exchange();
    switch (item.letter) {
      case 0, '%' -> to.add(item.argument);
      case 'E' -> to.add(event.status());
      case 'l' -> to.add(event.level().shown());
      case 'm' -> to.add(event.module());
      case 'P' -> to.add(Ids.pid());
      case 't' -> ErrorEvent.time(item.argument, to);
      case 'T' -> to.add(event.tid());
      case 'v' -> to.escapeForErrors(event.server());
      case 'V' ->
          to.escapeForErrors(exchange == null ? event.server() : AccessItems.serverName(exchange, event.canonical()));
      default -> {
        if (event.peer() != null) {
          client(item, event.peer(), exchange, to);
        }
      }
    }
  }

  private static void client(Item item, Peer peer, @Nullable Exchange exchange, Line to) {
    switch (item.letter) {
      case 'a' -> address(peer.client(), peer.remote(), to);
      case 'A' -> address(peer.server(), peer.local(), to);
      case 'e' -> optional(exchange == null ? null : exchange.environment().get(item.argument), to);
      case 'i' -> optional(exchange == null ? null : exchange.head().field(item.argument), to);
      case 'k' -> to.add(exchange == null ? 0L : exchange.ordinal);
      case 'L' -> id(item.argument, peer, exchange, to);
      default -> {}
    }
  }

  private static void address(String text, InetSocketAddress address, Line to) {
    to.add(text).add(':').add((long) address.getPort());
  }

  private static void optional(@Nullable String value, Line to) {
    if (value != null) {
      to.escapeForErrors(value);
    }
  }

  private static void id(String argument, Peer peer, @Nullable Exchange exchange, Line to) {
    boolean ofConnection = argument.equals("c") || argument.equals("C") && exchange == null;
    String request = exchange == null || !argument.isEmpty() ? null : exchange.logId;
    optional(ofConnection ? peer.logId : request, to);
  }

  @Override
  public String toString() {
    return text;
  }

  /// parse_errorlog_string.
  private static final class Parser {
    private static final String KNOWN = "aAeEFiklLmMnPtTvV";

    private final String text;
    private final boolean main;
    private int at;

    Parser(String text, boolean main) {
      this.text = text;
      this.main = main;
    }

    List<Item> items() {
      List<Item> items = new ArrayList<>();
      boolean separator = false;
      while (at < text.length()) {
        if (text.startsWith("% ", at)) {
          at += 2;
          separator = true;
          continue;
        }
        items.add(text.charAt(at) == '%' ? directive(separator) : literal(separator));
        separator = false;
      }
      return items;
    }

    /// Ends before the blank that begins the next field.
    private Item literal(boolean marked) {
      boolean separator = marked || text.charAt(at) == ' ';
      boolean start = true;
      StringBuilder literal = new StringBuilder();
      while (at < text.length() && text.charAt(at) != '%' && (text.charAt(at) != ' ' || start)) {
        char c = text.charAt(at++);
        if (c == '\\' && at < text.length()) {
          char next = text.charAt(at++);
          literal.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : next);
        } else {
          start &= c == ' ';
          literal.append(c);
        }
      }
      return new Item((char) 0, literal.toString(), separator, false, false, Level.EMERG);
    }

    private Item directive(boolean separator) {
      at++;
      if (text.startsWith("%", at)) {
        at++;
        return new Item('%', "%", separator, false, false, Level.EMERG);
      }
      boolean required = false;
      boolean hyphen = false;
      int least = 0;
      String argument = "";
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '{') {
          int end = text.indexOf('}', at);
          argument = end < 0 ? text.substring(at) : text.substring(at, end);
          at = end < 0 ? text.length() : end + 1;
        } else if (c == '+') {
          required = true;
        } else if (c == '-') {
          hyphen = true;
        } else if (c >= '0' && c <= '9') {
          least = Math.min(1000, least * 10 + c - '0');
        } else if (KNOWN.indexOf(c) >= 0) {
          return new Item(c, argument, separator, required, hyphen, level(least));
        } else {
          throw new IllegalArgumentException("Unrecognized error log format directive %" + c);
        }
      }
      throw new IllegalArgumentException("Ran off end of error log format parsing args to some directive");
    }

    private Level level(int number) {
      if (number > 0 && !main) {
        throw new IllegalArgumentException(
            "The loglevel cannot be used as a condition in once-per-request or once-per-connection formats");
      }
      Level[] levels = Level.values();
      if (number >= levels.length) {
        throw new IllegalArgumentException("The specified loglevel modifier is out of range");
      }
      return levels[number];
    }
  }
}
