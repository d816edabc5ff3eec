package dev.mpmlint.server.gateway;

import java.util.Arrays;
import java.util.Map;

/// The interpreter's state: one for the whole process and guarded by nothing, as that of PHP built without thread safety
/// (its globals are plain C globals). With one request at a time it is right; with several, each writes over the others'.
/// That is the point of it: see [PhpStandIn].
final class PhpState {
  /// Characters; PHP's memory_limit would be reached at some point as well.
  private static final int MOST_OUTPUT = 4 * 1024 * 1024;

  private static char[] output = new char[256];
  private static int length;
  private static Map<String, String> get = Map.of();
  private static Map<String, String> server = Map.of();
  private static String[] names = new String[8];
  private static String[] values = new String[8];
  private static int symbols;

  private PhpState() {}

  /// PHP's request startup.
  static void begin(Map<String, String> query, Map<String, String> variables) {
    length = 0;
    symbols = 0;
    get = query;
    server = variables;
  }

  static void echo(String text) throws PhpStandIn.UnknownException {
    if (text.length() > MOST_OUTPUT - length) {
      throw new PhpStandIn.UnknownException("output of more than " + MOST_OUTPUT + " characters");
    }
    if (output.length - length < text.length()) {
      output = Arrays.copyOf(output, Math.max(output.length * 2, length + text.length()));
    }
    text.getChars(0, text.length(), output, length);
    length += text.length();
  }

  /// PHP's request shutdown: the whole output.
  static String end() {
    return new String(output, 0, length);
  }

  static String get(String key) {
    return get.getOrDefault(key, "");
  }

  static String server(String key) {
    return server.getOrDefault(key, "");
  }

  static String symbol(String name) {
    for (int i = 0; i < symbols; i++) {
      if (name.equals(names[i])) {
        return values[i];
      }
    }
    return "";
  }

  static void assign(String name, String value) {
    for (int i = 0; i < symbols; i++) {
      if (name.equals(names[i])) {
        values[i] = value;
        return;
      }
    }
    if (symbols == names.length) {
      names = Arrays.copyOf(names, symbols * 2);
      values = Arrays.copyOf(values, symbols * 2);
    }
    names[symbols] = name;
    values[symbols] = value;
    symbols++;
  }
}
