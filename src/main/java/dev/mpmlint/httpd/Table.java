package dev.mpmlint.httpd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A tab separated table from the resources: comment lines, one line of column names, then rows sorted by the ASCII
/// lower case form of their first column. Rows are found by binary search in the bytes, so that opening a table
/// costs no more than reading it, and looking up a few names costs nothing like parsing all of them. Immutable.
final class Table {
  private final String name;
  private final byte[] bytes;
  private final int body;
  private final int columns;

  private Table(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
    int at = 0;
    while (at < bytes.length && bytes[at] == '#') {
      at = lineEnd(at) + 1;
    }
    int end = lineEnd(at);
    this.columns = cells(at, end).length;
    this.body = end + 1;
  }

  /// Reads the table of that file name; a missing one is a fault of the build.
  static Table open(String name) {
    return new Table(name, Resource.bytes(name));
  }

  /// All rows whose first column is `key`, whatever the case of its ASCII letters; empty if there is none.
  List<String[]> find(String key) {
    int low = body;
    int high = bytes.length;
    while (low < high) {
      int start = lineStart((low + high) >>> 1, low);
      if (compare(start, key) < 0) {
        low = lineEnd(start) + 1;
      } else {
        high = start;
      }
    }
    List<String[]> rows = new ArrayList<>(2);
    for (int at = low; at < bytes.length && compare(at, key) == 0; at = lineEnd(at) + 1) {
      rows.add(row(at));
    }
    return rows;
  }

  /// Every row, in the table's order.
  List<String[]> rows() {
    List<String[]> rows = new ArrayList<>();
    for (int at = body; at < bytes.length; at = lineEnd(at) + 1) {
      rows.add(row(at));
    }
    return rows;
  }

  /// The first column of every row, in the table's order, repeated names once.
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    String last = "";
    for (int at = body; at < bytes.length; at = lineEnd(at) + 1) {
      int tab = at;
      while (bytes[tab] != '\t') {
        tab++;
      }
      String key = text(at, tab);
      if (!key.equals(last)) {
        keys.add(key);
        last = key;
      }
    }
    return keys;
  }

  private String[] row(int start) {
    String[] cells = cells(start, lineEnd(start));
    if (cells.length != columns) {
      throw new IllegalStateException(name + " has " + cells.length + " columns in the row of " + cells[0]);
    }
    return cells;
  }

  private String[] cells(int start, int end) {
    List<String> cells = new ArrayList<>();
    int from = start;
    for (int i = start; i < end; i++) {
      if (bytes[i] == '\t') {
        cells.add(text(from, i));
        from = i + 1;
      }
    }
    cells.add(text(from, end));
    return cells.toArray(new String[0]);
  }

  private String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private int lineStart(int at, int lowest) {
    int start = at;
    while (start > lowest && bytes[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private int lineEnd(int at) {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /// The first column of the row at `start` against `key`, by ASCII lower case.
  private int compare(int start, String key) {
    for (int i = 0; ; i++) {
      int cell = bytes[start + i];
      if (cell == '\t') {
        return i == key.length() ? 0 : -1;
      }
      if (i == key.length()) {
        return 1;
      }
      int difference = Ascii.lower((char) (cell & 0xff)) - Ascii.lower(key.charAt(i));
      if (difference != 0) {
        return difference;
      }
    }
  }
}
