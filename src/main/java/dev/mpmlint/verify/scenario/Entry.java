package dev.mpmlint.verify.scenario;

import java.util.List;
import java.util.function.Predicate;

/// A line of the scratch copy, or a section with what stands in it. May hold the placeholders of [Scenario].
///
/// @param key the directive's or section's name in lower case
/// @param text the line; of a section, its opening tag
/// @param close the closing tag; empty for a directive
/// @param at the user's line, as httpd names it: `line 7 of /etc/apache2/apache2.conf`; empty for none
record Entry(String key, String text, String close, List<Entry> inside, String at) {
  Entry {
    inside = List.copyOf(inside);
  }

  static Entry line(String text, String at) {
    int blank = text.indexOf(' ');
    String name = blank < 0 ? text : text.substring(0, blank);
    return new Entry(name.toLowerCase(java.util.Locale.ROOT), text, "", List.of(), at);
  }

  boolean isSection() {
    return !close.isEmpty();
  }

  /// Those that pass, in sections as well.
  static List<Entry> filter(List<Entry> entries, Predicate<Entry> keep) {
    return entries.stream()
        .filter(keep)
        .map(e -> new Entry(e.key, e.text, e.close, filter(e.inside, keep), e.at))
        .toList();
  }

  static void write(List<Entry> entries, CopyText out) {
    for (Entry e : entries) {
      out.line(e.text, e.at);
      write(e.inside, out);
      if (e.isSection()) {
        out.line(e.close, e.at);
      }
    }
  }
}
