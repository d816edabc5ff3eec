package dev.mpmlint.server.control;

import dev.mpmlint.server.settings.Item;
import java.util.List;

/// Numbers of server-level directives. Stateless.
final class Numbers {
  private Numbers() {}

  /// What the last such line says; the fallback where there is none or it says no number.
  static int last(List<Item> items, String key, int fallback) {
    int value = fallback;
    for (Item i : items) {
      if (i.key().equals(key)) {
        try {
          value = Integer.parseInt(i.argument(0));
        } catch (NumberFormatException _) {
          value = fallback;
        }
      }
    }
    return value;
  }

  /// The first argument of the last such line; the fallback where there is none.
  static String lastText(List<Item> items, String key, String fallback) {
    String value = fallback;
    for (Item i : items) {
      if (i.key().equals(key)) {
        value = i.argument(0);
      }
    }
    return value;
  }
}
