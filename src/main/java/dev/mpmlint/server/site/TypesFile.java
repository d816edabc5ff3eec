package dev.mpmlint.server.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// TypesConfig's file: types, and the extensions that mean them. Kept as it is and searched when an extension is first
/// met: a child that serves three kinds of files must not pay for a thousand. Thread-safe.
final class TypesFile {
  private static final int MOST_BYTES = 4 << 20;
  private static final int REMEMBERED = 256;

  private final byte[] text;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  private TypesFile(byte[] text) {
    this.text = text;
  }

  /// No types when the file cannot be read.
  static TypesFile read(String path) {
    try {
      Path file = Path.of(path);
      return new TypesFile(Files.size(file) > MOST_BYTES ? new byte[0] : Files.readAllBytes(file));
    } catch (IOException | java.nio.file.InvalidPathException _) {
      return new TypesFile(new byte[0]);
    }
  }

  static TypesFile none() {
    return new TypesFile(new byte[0]);
  }

  /// @param extension in lower case
  /// @return empty when it has no type
  String type(String extension) {
    String type = known.get(extension);
    if (type == null) {
      type = search(extension.getBytes(StandardCharsets.UTF_8));
      if (known.size() < REMEMBERED) {
        known.put(extension, type);
      }
    }
    return type;
  }

  /// The last line that lists the extension counts.
  private String search(byte[] wanted) {
    String found = "";
    int line = 0;
    while (line < text.length) {
      int end = line;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      int type = wordEnd(line, end);
      if (text[line] != '#' && type > line && lists(type, end, wanted)) {
        found = new String(text, line, type - line, StandardCharsets.UTF_8);
      }
      line = end + 1;
    }
    return found;
  }

  private boolean lists(int from, int end, byte[] wanted) {
    int at = from;
    while (at < end) {
      while (at < end && isSpace(text[at])) {
        at++;
      }
      int stop = wordEnd(at, end);
      if (stop - at == wanted.length && equalsIgnoringCase(at, wanted)) {
        return true;
      }
      at = stop;
    }
    return false;
  }

  private boolean equalsIgnoringCase(int at, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      byte b = text[at + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private int wordEnd(int from, int end) {
    int at = from;
    while (at < end && !isSpace(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
