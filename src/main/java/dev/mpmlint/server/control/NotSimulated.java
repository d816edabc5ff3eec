package dev.mpmlint.server.control;

import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.server.log.LogsNotSimulated;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Origin;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.site.UnheededArguments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Collects what a configuration asks for and this server does not do, for one line per module: `not simulated: core:
/// ScoreBoardFile (httpd.conf:7)`. Owned by the thread that made it.
final class NotSimulated {
  /// Numbers that the MPM has and this server does nothing with.
  private static final Set<MpmDirective> WITHOUT_EFFECT =
      Set.of(MpmDirective.LISTEN_CORES_BUCKETS_RATIO, MpmDirective.MAX_MEM_FREE);

  private static final int NAMED = 12;

  /// Where a directive is first, and how many lines more there are.
  private static final class Uses {
    final String name;
    final Origin first;
    int more;

    Uses(String name, Origin first) {
      this.name = name;
      this.first = first;
    }

    @Override
    public String toString() {
      return name + " (" + first + (more == 0 ? "" : " and " + more + " more") + ")";
    }
  }

  private final ServerSettings settings;
  private final Set<String> simulated = read();
  private final Map<String, Map<String, Uses>> uses = new TreeMap<>();
  private final Map<String, List<String>> sentences = new TreeMap<>();

  private NotSimulated(ServerSettings settings) {
    this.settings = settings;
  }

  private static Set<String> read() {
    try (InputStream in = NotSimulated.class.getResourceAsStream("/dev/mpmlint/server/simulated.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      Set<String> words = new HashSet<>();
      for (String line : text.split("\n", -1)) {
        if (!line.startsWith("#")) {
          words.addAll(List.of(line.split(" ", -1)));
        }
      }
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param tls what TLS leaves out, in its own words
  static List<String> of(ServerSettings settings, List<String> tls) {
    NotSimulated found = new NotSimulated(settings);
    found.look(settings.items());
    for (UnheededArguments.Line line : UnheededArguments.of(settings)) {
      found.use(line.key(), line.words(), line.words(), line.at());
    }
    if (settings.pool().kind() == Pool.Kind.WINNT) {
      found.say("mpm_winnt", "Windows: one child with " + settings.pool().threadsPerChild() + " threads stands for it");
    }
    LogsNotSimulated.of(settings).forEach(sentence -> found.say("logs", sentence));
    tls.forEach(words -> found.say("ssl", words));
    return found.lines();
  }

  private void look(List<Item> items) {
    for (Item item : items) {
      boolean section = item instanceof Section;
      String key = section ? "<" + item.key() : item.key();
      if (follows(key, item)) {
        if (item instanceof Section s) {
          look(s.items());
        }
      } else {
        String name = section ? "<" + item.name() + ">" : item.name();
        use(key, key, name, item.at());
      }
    }
  }

  /// @param same what has it in common with others that are counted only
  private void use(String key, String same, String shown, Origin at) {
    Map<String, Uses> own = uses.computeIfAbsent(module(key, settings), _ -> new LinkedHashMap<>());
    Uses known = own.putIfAbsent(same, new Uses(shown, at));
    if (known != null) {
      known.more++;
    }
  }

  private boolean follows(String key, Item item) {
    // .htaccess files are not read.
    if (key.equals("allowoverride") || key.equals("accessfilename")) {
      return key.equals("accessfilename") || item.argument(0).toLowerCase(Locale.ROOT).equals("none");
    }
    return simulated.contains(key)
        || key.startsWith("ssl") && settings.has("ssl_module")
        || MpmDirective.find(item.name()).filter(d -> !WITHOUT_EFFECT.contains(d)).isPresent();
  }

  private void say(String module, String words) {
    sentences.computeIfAbsent(module, _ -> new ArrayList<>()).add(words);
  }

  private List<String> lines() {
    uses.forEach((module, own) -> own.values().forEach(use -> say(module, use.toString())));
    List<String> lines = new ArrayList<>();
    sentences.forEach((module, words) -> {
      List<String> shown = words.subList(0, Math.min(words.size(), NAMED));
      String rest = words.size() > NAMED ? " and " + (words.size() - NAMED) + " others" : "";
      lines.add("not simulated: " + module + ": " + String.join(", ", shown) + rest);
    });
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
