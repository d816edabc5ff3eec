package dev.mpmlint.server.site;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Headers;
import org.jspecify.annotations.Nullable;

/// A Header line (mod_headers). Immutable.
///
/// @param always whether it also holds for answers that are errors
/// @param edit the expression of edit and edit*; null for the others
/// @param value with its `%{NAME}e` and `%%`
/// @param condition a variable that must be set (`env=NAME`), or not (`env=!NAME`); empty for none
record HeaderRule(Action action, boolean always, String name, @Nullable Regex edit, String value, String condition) {
  /// What is done to the field.
  enum Action { SET, APPEND, MERGE, ADD, UNSET, SETIFEMPTY, EDIT }

  boolean holds(Exchange exchange) {
    if (condition.isEmpty()) {
      return true;
    }
    return condition.startsWith("!")
        ? !exchange.environment().containsKey(condition.substring(1))
        : exchange.environment().containsKey(condition);
  }

  void apply(Exchange exchange, Headers to) {
    if (!holds(exchange)) {
      return;
    }
    String old = to.get(name);
    switch (action) {
      case SET -> to.set(name, formatted(exchange));
      case ADD -> to.add(name, formatted(exchange));
      case UNSET -> to.remove(name);
      case SETIFEMPTY -> {
        if (old == null) {
          to.set(name, formatted(exchange));
        }
      }
      case APPEND -> to.set(name, old == null ? formatted(exchange) : old + ", " + formatted(exchange));
      case MERGE -> {
        if (old == null) {
          to.set(name, formatted(exchange));
        } else if (!holdsWord(old, formatted(exchange))) {
          to.set(name, old + ", " + formatted(exchange));
        }
      }
      case EDIT -> {
        Regex.Groups groups = old == null || edit == null ? null : edit.find(old);
        if (groups != null && old != null) {
          to.set(name, old.substring(0, groups.start()) + groups.replace(value) + old.substring(groups.end()));
        }
      }
    }
  }

  private static boolean holdsWord(String list, String word) {
    for (String one : list.split(",", -1)) {
      if (one.strip().equals(word)) {
        return true;
      }
    }
    return false;
  }

  private String formatted(Exchange exchange) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    StringBuilder s = new StringBuilder(value.length() + 32);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '%' || i + 1 == value.length()) {
        s.append(c);
        continue;
      }
      char next = value.charAt(++i);
      int close = next == '{' ? value.indexOf('}', i) : -1;
      if (close > 0 && close + 1 < value.length()) {
        String variable = exchange.environment().get(value.substring(i + 1, close));
        s.append(value.charAt(close + 1) == 'e' && variable != null ? variable : "(null)");
        i = close + 1;
      } else if (next == 't') {
        s.append("t=").append(exchange.received());
      } else if (next == 'D') {
        s.append("D=").append(Math.max(0, System.currentTimeMillis() * 1000 - exchange.received()));
      } else {
        s.append(next);
      }
    }
    return s.toString();
  }
}
