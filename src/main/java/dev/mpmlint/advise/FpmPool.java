package dev.mpmlint.advise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A pool of php-fpm, as its file has it.
///
/// @param name between the brackets: `www`
/// @param file where it stands, as sentences name it
/// @param line that of pm.max_children, from 1
/// @param maxChildren requests that it serves at once
/// @param manager `static`, `dynamic` or `ondemand`
/// @param listen the socket or address
/// @param backlog of its socket; 511 where the file does not say, as php-fpm has it
public record FpmPool(String name, String file, int line, int maxChildren, String manager, String listen, int backlog) {
  private static final int BACKLOG = 511;
  private static final int MOST_CHILDREN = 1_000_000;

  /// The pools of a file; `[global]` is none.
  ///
  /// @throws UnusableInputException with one sentence when it has none, or one without a number
  public static List<FpmPool> parse(String file, String text) throws UnusableInputException {
    Map<String, Map<String, Entry>> sections = new LinkedHashMap<>();
    Map<String, Entry> section = Map.of();
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith(";") || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        int close = line.indexOf(']');
        if (close < 0) {
          throw new UnusableInputException(file + ":" + number + ": " + line + " has no ], so this is no pool of php-fpm");
        }
        section = sections.computeIfAbsent(line.substring(1, close).strip(), _ -> new LinkedHashMap<>());
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 0 || sections.isEmpty()) {
        throw new UnusableInputException(file + ":" + number + " is no line of a php-fpm pool; it begins with [NAME]");
      }
      section.put(line.substring(0, equals).strip().toLowerCase(Locale.ROOT), new Entry(value(line, equals), number));
    }
    List<FpmPool> pools = new ArrayList<>();
    for (Map.Entry<String, Map<String, Entry>> each : sections.entrySet()) {
      if (!each.getKey().equals("global")) {
        pools.add(pool(each.getKey(), file, each.getValue()));
      }
    }
    if (pools.isEmpty()) {
      throw new UnusableInputException(file + " has no pool of php-fpm: no [NAME] with pm.max_children");
    }
    return List.copyOf(pools);
  }

  /// A value, and the line that it stands in.
  private record Entry(String value, int line) {}

  private static String value(String line, int equals) {
    String value = line.substring(equals + 1).strip();
    int comment = value.indexOf(';');
    String bare = comment >= 0 ? value.substring(0, comment).strip() : value;
    boolean quoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
    return quoted ? bare.substring(1, bare.length() - 1) : bare;
  }

  private static FpmPool pool(String name, String file, Map<String, Entry> entries) throws UnusableInputException {
    Entry children = entries.get("pm.max_children");
    if (children == null) {
      throw new UnusableInputException(
          file + " has no pm.max_children in [" + name + "], without which php-fpm does not start");
    }
    int most = whole(file, "pm.max_children", children);
    if (most < 1 || most > MOST_CHILDREN) {
      throw new UnusableInputException(
          file + ":" + children.line + ": pm.max_children " + children.value + " is no number of processes from 1 to "
              + MOST_CHILDREN);
    }
    Entry backlog = entries.get("listen.backlog");
    return new FpmPool(
        name, file, children.line, most, text(entries, "pm"), text(entries, "listen"),
        backlog == null ? BACKLOG : whole(file, "listen.backlog", backlog));
  }

  private static String text(Map<String, Entry> entries, String key) {
    Entry entry = entries.get(key);
    return entry == null ? "" : entry.value;
  }

  private static int whole(String file, String key, Entry entry) throws UnusableInputException {
    try {
      return Integer.parseInt(entry.value);
    } catch (NumberFormatException _) {
      throw new UnusableInputException(file + ":" + entry.line + ": " + key + " " + entry.value + " is no whole number");
    }
  }
}
