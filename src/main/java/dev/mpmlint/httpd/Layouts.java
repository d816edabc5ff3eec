package dev.mpmlint.httpd;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The layouts of `layouts.txt`, which is read at first use. Safe for any thread.
public final class Layouts {
  private Layouts() {}

  /// By the name that `--layout` takes, whatever its case.
  public static Optional<Layout> find(String name) {
    return Optional.ofNullable(Known.BY_NAME.get(Ascii.lower(name)));
  }

  /// All, in the table's order; `upstream` is the last.
  public static List<Layout> all() {
    return Known.ALL;
  }

  /// The names, in the table's order.
  public static List<String> names() {
    return List.copyOf(Known.BY_NAME.keySet());
  }

  /// What a build from the sources looks like; what holds where nothing else is recognised.
  public static Layout upstream() {
    return Known.ALL.getLast();
  }

  /// The layout of a tree's top folder, of a main file, or of a file beside or below it. Looks at names and, where
  /// they do not tell, at the first 64 KiB of the main file, then of the files around it. Where nothing tells, a
  /// build from the sources is assumed: `shared` if a file loads an MPM, `upstream`, which has event compiled in,
  /// if none does. Never fails: what cannot be read tells nothing.
  public static Layout detect(Path mainFileOrTree) {
    return find(LayoutDetector.detect(mainFileOrTree)).orElseGet(Layouts::upstream);
  }

  private static List<Layout> parse(String text) {
    List<Layout> layouts = new ArrayList<>();
    Map<String, String> fields = new HashMap<>();
    for (String line : (text + "\n").split("\n", -1)) {
      if (line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(": ");
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 2));
      } else if (line.isEmpty() && !fields.isEmpty()) {
        layouts.add(layout(fields));
        fields.clear();
      } else if (!line.isEmpty()) {
        throw new IllegalStateException("layouts.txt has no field in the line " + line);
      }
    }
    return List.copyOf(layouts);
  }

  private static Layout layout(Map<String, String> fields) {
    Map<String, String> environment = new HashMap<>();
    for (String setting : words(fields.get("Environment"))) {
      int equals = setting.indexOf('=');
      environment.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new Layout(
        need(fields, "Name"),
        need(fields, "Title"),
        Layout.Os.valueOf(need(fields, "Os")),
        need(fields, "Program"),
        need(fields, "ServerRoot"),
        need(fields, "MainFile"),
        need(fields, "PidFile"),
        words(need(fields, "Tree")),
        words(need(fields, "CompiledIn")),
        fields.get("EnvironmentFile"),
        environment,
        need(fields, "DefaultMpm"),
        need(fields, "MpmChosenIn"));
  }

  private static String need(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalStateException("layouts.txt lacks " + name + " in " + fields.get("Name"));
    }
    return value;
  }

  private static List<String> words(@Nullable String value) {
    return value == null ? List.of() : Arrays.asList(value.split(" "));
  }

  private static final class Known {
    static final List<Layout> ALL = parse(new String(Resource.bytes("layouts.txt"), StandardCharsets.UTF_8));
    static final Map<String, Layout> BY_NAME = new LinkedHashMap<>();

    static {
      for (Layout layout : ALL) {
        BY_NAME.put(layout.name(), layout);
      }
    }
  }
}
