package dev.mpmlint.config;

import dev.mpmlint.source.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A configuration as httpd reads it: every statement in the order in which it is met, those that do not count
/// included, with what it was read under. Immutable.
public final class Configuration {
  private final ReadOptions options;
  private final SourceFile main;
  private final List<Occurrence> occurrences;
  private final List<LoadedModule> modules;
  private final List<Site> files;
  private final List<Problem> problems;
  private final Map<String, List<Occurrence>> byKey;

  public Configuration(
      ReadOptions options,
      SourceFile main,
      List<Occurrence> occurrences,
      List<LoadedModule> modules,
      List<Site> files,
      List<Problem> problems) {
    this.options = options;
    this.main = main;
    this.occurrences = List.copyOf(occurrences);
    this.modules = List.copyOf(modules);
    this.files = List.copyOf(files);
    this.problems = List.copyOf(problems);
    this.byKey = new LinkedHashMap<>();
    for (Occurrence o : this.occurrences) {
      byKey.computeIfAbsent(o.key(), _ -> new ArrayList<>(2)).add(o);
    }
  }

  public ReadOptions options() {
    return options;
  }

  /// The file that reading began with.
  public SourceFile main() {
    return main;
  }

  /// Every directive and section opening, in reading order, whatever its [Standing].
  public List<Occurrence> occurrences() {
    return occurrences;
  }

  /// The names that occur, in lower case, each once, in the order in which they are first met.
  public Set<String> names() {
    return Collections.unmodifiableSet(byKey.keySet());
  }

  /// All occurrences of a directive or section, any case, whatever their standing.
  public List<Occurrence> all(String name) {
    return Collections.unmodifiableList(byKey.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
  }

  /// Those of [#all] that count.
  public List<Occurrence> active(String name) {
    List<Occurrence> all = all(name);
    if (all.isEmpty()) {
      return List.of();
    }
    List<Occurrence> active = new ArrayList<>(all.size());
    for (Occurrence o : all) {
      if (o.active()) {
        active.add(o);
      }
    }
    return Collections.unmodifiableList(active);
  }

  /// The last one that counts: for most single-valued directives, the one that wins.
  public Optional<Occurrence> last(String name) {
    for (Occurrence o : all(name).reversed()) {
      if (o.active()) {
        return Optional.of(o);
      }
    }
    return Optional.empty();
  }

  /// Compiled-in modules first, then in the order of loading, as `httpd -M` prints them.
  public List<LoadedModule> modules() {
    return modules;
  }

  /// A module by identifier or source name, compared as `<IfModule>` does: exactly.
  public Optional<LoadedModule> module(String identifierOrSource) {
    return modules.stream()
        .filter(m -> m.identifier().equals(identifierOrSource) || identifierOrSource.equals(m.source()))
        .findFirst();
  }

  /// Every file that was read, in order, each time that it was.
  public List<Site> files() {
    return files;
  }

  /// What went wrong while reading, in the order in which it was met.
  public List<Problem> problems() {
    return problems;
  }
}
