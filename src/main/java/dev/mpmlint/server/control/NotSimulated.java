package dev.mpmlint.server.control;

import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.server.log.LogsNotSimulated;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.site.Unheeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Collects what a configuration asks for and this server does not do, for one line per module: `not simulated: core:
/// ScoreBoardFile (httpd.conf:7)`. Owned by the thread that made it.
final class NotSimulated {
  /// The control process accepts them; they change nothing.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "scoreboardfile", "coredumpdirectory", "mutex", "listencoresbucketsratio", "enableexceptionhook", "maxmemfree",
          "chrootdir");

  private final ServerSettings settings;
  private final Map<String, List<String>> byModule = new TreeMap<>();

  private NotSimulated(ServerSettings settings) {
    this.settings = settings;
  }

  /// @param tls what TLS leaves out, in its own words
  static List<String> of(ServerSettings settings, List<String> tls) {
    NotSimulated found = new NotSimulated(settings);
    for (Item item : settings.items()) {
      if (WITHOUT_EFFECT.contains(item.key())) {
        found.add(item);
      }
    }
    found.addAll(Unheeded.of(settings));
    if (settings.pool().kind() == Pool.Kind.WINNT) {
      found.add("mpm_winnt", "Windows: one child with " + settings.pool().threadsPerChild() + " threads stands for it");
    }
    LogsNotSimulated.of(settings).forEach(sentence -> found.add("logs", sentence));
    tls.forEach(words -> found.add("ssl", words));
    return found.lines();
  }

  /// For each module its directives, each once, with the first place of all and how many more there are.
  private void addAll(List<Unheeded.Line> asked) {
    Map<String, List<Unheeded.Line>> of = new TreeMap<>();
    for (Unheeded.Line line : asked) {
      of.computeIfAbsent(module(line.key(), settings), _ -> new ArrayList<>()).add(line);
    }
    of.forEach(
        (module, found) -> {
          List<String> words = found.stream().map(Unheeded.Line::words).distinct().toList();
          String more = found.size() == 1 ? "" : " and " + (found.size() - 1) + " more";
          add(module, String.join(", ", words) + " (" + found.getFirst().at() + more + ")");
        });
  }

  private void add(Item line) {
    add(module(line.key(), settings), line.name() + " (" + line.at() + ")");
  }

  private void add(String module, String words) {
    byModule.computeIfAbsent(module, _ -> new ArrayList<>()).add(words);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    byModule.forEach((module, words) -> lines.add("not simulated: " + module + ": " + String.join(", ", words)));
    return lines;
  }

  /// Whose directive it is, as LogLevel names modules: `core`, `rewrite`. Of several that have it, one that is loaded.
  ///
  /// @param key a directive's name in any case, a section's with its `<`
  static String module(String key, ServerSettings settings) {
    List<DirectiveSpec> specs = Directives.find(key);
    if (specs.isEmpty()) {
      return "a module that mpmlint does not know";
    }
    DirectiveSpec chosen = specs.getFirst();
    for (DirectiveSpec spec : specs) {
      if (settings.has(spec.module())) {
        chosen = spec;
      }
    }
    String name = chosen.module();
    return name.endsWith("_module") ? name.substring(0, name.length() - "_module".length()) : name;
  }
}
