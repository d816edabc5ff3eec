package dev.mpmlint.mpm;

import dev.mpmlint.httpd.HttpdVersion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Numbers as a test writes them: `ThreadsPerChild 100, MaxRequestWorkers 150`.
final class Written {
  static final HttpdVersion NEWEST = HttpdVersion.NEWEST;
  static final List<Mpm> UNIX = List.of(Mpm.PREFORK, Mpm.WORKER, Mpm.EVENT);

  private Written() {}

  static Map<MpmDirective, String> of(String text) {
    Map<MpmDirective, String> written = new EnumMap<>(MpmDirective.class);
    for (String entry : text.split(",", -1)) {
      String trimmed = entry.trim();
      if (!trimmed.isEmpty()) {
        int blank = trimmed.indexOf(' ');
        written.put(MpmDirective.find(trimmed.substring(0, blank)).orElseThrow(), trimmed.substring(blank + 1));
      }
    }
    return written;
  }

  static Figures figures(Mpm mpm, String text) {
    return Figures.of(mpm, NEWEST, of(text));
  }

  /// What httpd prints at start.
  static List<String> announced(Figures figures) {
    return figures.corrections().stream().filter(c -> !c.silent()).map(Correction::line).toList();
  }

  /// What it changes without a word: `StartServers 50 → 16`.
  static List<String> silent(Figures figures) {
    return figures.corrections().stream()
        .filter(Correction::silent)
        .map(c -> c.directive() + " " + c.from() + " → " + c.to())
        .toList();
  }
}
