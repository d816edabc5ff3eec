package dev.mpmlint.repl;

/// Whether what was typed so far goes on in the next line: after a backslash, and while a section is open. Stateless.
final class Continuation {
  private Continuation() {}

  static boolean isOpen(String text) {
    return endsWithBackslash(text) || isInSection(text);
  }

  private static boolean endsWithBackslash(String text) {
    return text.endsWith("\\");
  }

  /// Whether a section is open at the end of the text; only what begins with one can have one.
  static boolean isInSection(String text) {
    return text.stripLeading().startsWith("<") && !openSection(text).isEmpty();
  }

  /// The name of the innermost section that is open at the end of the text; empty where there is none.
  static String openSection(String text) {
    java.util.ArrayDeque<String> open = new java.util.ArrayDeque<>();
    for (String line : text.split("\n", -1)) {
      String trimmed = line.strip();
      if (trimmed.startsWith("</")) {
        open.poll();
      } else if (trimmed.startsWith("<") && trimmed.length() > 1) {
        int end = 1;
        while (end < trimmed.length() && trimmed.charAt(end) > ' ' && trimmed.charAt(end) != '>') {
          end++;
        }
        open.push(trimmed.substring(1, end));
      }
    }
    String innermost = open.peek();
    return innermost == null ? "" : innermost;
  }

  /// Lines that end with a backslash joined with the next one, as httpd joins them.
  static String joined(String text) {
    return text.replace("\\\r\n", "").replace("\\\n", "");
  }
}
