package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A compiled LogFormat. Immutable; used by all worker threads at once.
final class AccessFormat {
  /// The common log format: what TransferLog writes without LogFormat, and the nickname `CLF`.
  static final String COMMON = "%h %l %u %t \"%r\" %>s %b";

  private final String text;
  private final AccessItem[] items;

  private AccessFormat(String text, List<AccessItem> items) {
    this.text = text;
    this.items = items.toArray(new AccessItem[0]);
  }

  void append(Line to, Exchange exchange, Served served, AccessItem.Clock clock) {
    for (AccessItem item : items) {
      item.append(to, exchange, served, clock);
    }
  }

  @Override
  public String toString() {
    return text;
  }

  /// What the whole server decides about some items.
  ///
  /// @param canonical UseCanonicalName On
  record Surroundings(boolean singleThreaded, boolean canonical) {}

  /// @throws IllegalArgumentException with httpd's message, when it refuses the format
  static AccessFormat of(String text, Surroundings surroundings) {
    return new AccessFormat(text, new Parser(text, surroundings).items());
  }

  /// parse_log_string.
  private static final class Parser {
    private static final String RAN_OFF = "Ran off end of LogFormat parsing args to some directive";

    private final String text;
    private final Surroundings surroundings;
    private int at;

    Parser(String text, Surroundings surroundings) {
      this.text = text;
      this.surroundings = surroundings;
    }

    List<AccessItem> items() {
      List<AccessItem> items = new ArrayList<>();
      while (at < text.length()) {
        items.add(text.charAt(at) == '%' ? directive() : literal());
      }
      return items;
    }

    private AccessItem literal() {
      Line literal = new Line();
      while (at < text.length() && text.charAt(at) != '%') {
        char c = text.charAt(at++);
        char next = c == '\\' && at < text.length() ? text.charAt(at) : 0;
        switch (next) {
          case '\\' -> literal.add('\\');
          case 'r' -> literal.add('\r');
          case 'n' -> literal.add('\n');
          case 't' -> literal.add('\t');
          default -> {
            literal.add(String.valueOf(c));
            continue;
          }
        }
        at++;
      }
      return new AccessItems.Text(Arrays.copyOf(literal.bytes, literal.length));
    }

    private AccessItem directive() {
      at++;
      boolean not = false;
      Boolean original = null;
      String argument = "";
      int[] statuses = new int[0];
      while (at < text.length()) {
        char c = text.charAt(at++);
        switch (c) {
          case '!' -> not = !not;
          case '<' -> original = true;
          case '>' -> original = false;
          case ',' -> {}
          case '{' -> {
            int end = text.indexOf('}', at);
            argument = end < 0 ? text.substring(at) : text.substring(at, end);
            at = end < 0 ? text.length() : end + 1;
          }
          case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
            statuses = Arrays.copyOf(statuses, statuses.length + 1);
            statuses[statuses.length - 1] = number(c - '0');
          }
          default -> {
            AccessItem item = item(c, argument, original == null || original);
            return statuses.length == 0 ? item : new AccessItems.Conditional(item, statuses, not);
          }
        }
      }
      throw new IllegalArgumentException(RAN_OFF);
    }

    private int number(int first) {
      int number = first;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        number = number * 10 + text.charAt(at++) - '0';
      }
      return number;
    }

    private AccessItem item(char letter, String argument, boolean original) {
      return switch (letter) {
        case '%' -> new AccessItems.Text("%".getBytes(StandardCharsets.US_ASCII));
        case 'a', 'A', 'b', 'B', 'f', 'h', 'H', 'k', 'l', 'm', 'q', 'r', 'R', 'u', 'v', 'X', 'I', 'O', 'S' ->
            new AccessItems.Plain(letter);
        case 's', 'U' -> new AccessItems.Redirected(letter, original);
        case 'C' -> new AccessFields.Cookie(argument);
        case 'D' -> new AccessItems.Duration("us");
        case 'e' -> new AccessFields.Variable(argument);
        case 'i' -> new AccessFields.In(argument);
        case 'L' -> new AccessItems.LogId(argument.equalsIgnoreCase("c"));
        case 'n' -> new AccessFields.Never();
        case 'o' -> new AccessFields.Out(argument);
        case 'p' -> new AccessItems.Port(argument);
        case 'P' -> new AccessItems.ProcessId(argument, surroundings.singleThreaded());
        case 't' -> AccessTime.of(argument);
        case 'T' -> new AccessItems.Duration(argument);
        case 'V' -> new AccessItems.ServerName(surroundings.canonical());
        case '^' -> longName();
        default -> throw new IllegalArgumentException("Unrecognized LogFormat directive %" + letter);
      };
    }

    private AccessItem longName() {
      for (String name : new String[] {"ti", "to", "FB"}) {
        if (text.startsWith(name, at)) {
          at += 2;
          return new AccessFields.Never();
        }
      }
      throw new IllegalArgumentException("Unrecognized LogFormat directive %^");
    }
  }
}
