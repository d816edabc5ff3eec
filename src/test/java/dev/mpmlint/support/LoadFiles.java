package dev.mpmlint.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Debian's files `mods-available/*.load`: which lines load a module, and which it depends on.
public final class LoadFiles {
  private record File(List<String> lines, List<String> depends) {}

  private final Map<String, File> byName = new HashMap<>();
  private final Map<String, String> nameOf = new HashMap<>();

  private LoadFiles() {}

  public static LoadFiles in(Path folder) throws IOException {
    LoadFiles all = new LoadFiles();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".load")).sorted().toList()) {
        all.add(file);
      }
    }
    return all;
  }

  private void add(Path file) throws IOException {
    String name = file.getFileName().toString().replace(".load", "");
    List<String> lines = new ArrayList<>();
    List<String> depends = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("# Depends:")) {
        depends.addAll(List.of(line.substring("# Depends:".length()).strip().split(" +")));
      } else if (line.strip().startsWith("LoadModule ")) {
        lines.add(line.strip());
        nameOf.put(line.strip().split(" +")[1], name);
      }
    }
    if (name.equals("dav_lock")) {
      // Its file does not say so, and without it httpd says "undefined symbol".
      depends.add("dav");
    }
    byName.put(name, new File(lines, depends));
  }

  /// The lines that load those modules, each behind those of the modules that it depends on, MPMs left out. Modules without a
  /// file, as those that are compiled in, need none.
  public List<String> loading(Collection<String> identifiers) {
    Set<String> lines = new LinkedHashSet<>();
    for (String identifier : identifiers) {
      collect(nameOf.get(identifier), lines, 0);
    }
    return List.copyOf(lines);
  }

  private void collect(@Nullable String name, Set<String> lines, int depth) {
    if (name == null) {
      return;
    }
    File file = byName.get(name);
    if (file == null || depth > 8 || name.startsWith("mpm_") && !name.equals("mpm_itk")) {
      return;
    }
    file.depends.forEach(d -> collect(d, lines, depth + 1));
    lines.addAll(file.lines);
  }
}
