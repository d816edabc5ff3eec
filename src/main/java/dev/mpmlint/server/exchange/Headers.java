package dev.mpmlint.server.exchange;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Header fields in order; names compared without case. Owned by one thread.
public final class Headers {
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  public int size() {
    return names.size();
  }

  public String name(int index) {
    return names.get(index);
  }

  public String value(int index) {
    return values.get(index);
  }

  public @Nullable String get(String name) {
    int at = find(name);
    return at < 0 ? null : values.get(at);
  }

  /// Replaces all fields of this name by one, at the place of the first.
  public void set(String name, String value) {
    int at = find(name);
    if (at < 0) {
      add(name, value);
      return;
    }
    values.set(at, value);
    for (int i = names.size() - 1; i > at; i--) {
      if (names.get(i).equalsIgnoreCase(name)) {
        names.remove(i);
        values.remove(i);
      }
    }
  }

  public void add(String name, String value) {
    names.add(name);
    values.add(value);
  }

  public void remove(String name) {
    for (int i = names.size() - 1; i >= 0; i--) {
      if (names.get(i).equalsIgnoreCase(name)) {
        names.remove(i);
        values.remove(i);
      }
    }
  }

  public void clear() {
    names.clear();
    values.clear();
  }

  private int find(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }
}
