package dev.mpmlint.server.site;

import dev.mpmlint.server.settings.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads Header. Stateless.
final class HeaderReader {
  private HeaderReader() {}

  /// Null for an action that is not known, or a condition that is an expression.
  static @Nullable HeaderRule read(Item item) {
    List<String> words = new ArrayList<>(item.arguments());
    boolean always = false;
    if (!words.isEmpty() && (words.getFirst().equalsIgnoreCase("always") || words.getFirst().equalsIgnoreCase("onsuccess"))) {
      always = words.removeFirst().equalsIgnoreCase("always");
    }
    HeaderRule.Action action = words.isEmpty() ? null : action(words.removeFirst());
    if (action == null || words.isEmpty()) {
      return null;
    }
    String name = words.removeFirst();
    if (name.endsWith(":")) {
      name = name.substring(0, name.length() - 1);
    }
    Regex edit = action == HeaderRule.Action.EDIT && !words.isEmpty() ? Regex.of(words.removeFirst(), false) : null;
    String value = action == HeaderRule.Action.UNSET || words.isEmpty() ? "" : words.removeFirst();
    String condition = words.isEmpty() ? "" : words.removeFirst();
    if (condition.regionMatches(true, 0, "expr=", 0, 5) || value.startsWith("expr=")) {
      return null;
    }
    String env = condition.regionMatches(true, 0, "env=", 0, 4) ? condition.substring(4) : "";
    return new HeaderRule(action, always, name, edit, value, env);
  }

  private static HeaderRule.@Nullable Action action(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "set" -> HeaderRule.Action.SET;
      case "append" -> HeaderRule.Action.APPEND;
      case "merge" -> HeaderRule.Action.MERGE;
      case "add" -> HeaderRule.Action.ADD;
      case "unset" -> HeaderRule.Action.UNSET;
      case "setifempty" -> HeaderRule.Action.SETIFEMPTY;
      case "edit" -> HeaderRule.Action.EDIT;
      default -> null;
    };
  }
}
