package dev.mpmlint.rules;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// An `<IfModule>` above the LoadModule that it asks for. httpd decides the section when it reads it, and the module is
/// not there yet.
final class IfmoduleBeforeLoadmodule implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM010",
          "ifmodule-before-loadmodule",
          Severity.WARNING,
          "An <IfModule> is decided before the module that it tests is loaded",
          "0.1");

  private static final int NAMED = 3;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    if (configuration.options().kind() != InputKind.WHOLE || configuration.all("ifmodule").isEmpty()) {
      return;
    }
    List<Occurrence> all = configuration.occurrences();
    Set<Span> loaded = new HashSet<>();
    Map<String, Optional<Occurrence>> loads = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      Occurrence line = all.get(i);
      switch (line.key()) {
        case "loadmodule" -> loaded.add(line.span());
        case "ifmodule" -> {
          if (line.active()) {
            Occurrence by =
                loads
                    .computeIfAbsent(line.statement().args(), _ -> loadOf(TestedModule.of(line).name(), configuration))
                    .orElse(null);
            // <IfModule !x> around the LoadModule of x itself is how to load it once.
            if (by != null && !loaded.contains(by.span()) && !stands(by, line)) {
              check(line, by, i, configuration, out);
            }
          }
        }
        default -> {}
      }
    }
  }

  private static Optional<Occurrence> loadOf(String module, Configuration configuration) {
    return configuration.module(module).map(LoadedModule::by);
  }

  private static void check(
      Occurrence ifmodule, Occurrence by, int index, Configuration configuration, Consumer<Finding> out) {
    TestedModule test = TestedModule.of(ifmodule);
    List<String> contents = contents(index, configuration.occurrences());
    if (contents.isEmpty()) {
      return;
    }
    String name = Display.of(test.name());
    String what = Lines.list(contents);
    out.accept(
        Finding.at(
                INFO,
                ifmodule,
                name + " is loaded only later, at " + by.span() + ", so httpd "
                    + (test.negated() ? "acts on " + what + " all the same" : "skips " + what)
                    + "; move the LoadModule above this section")
            .labelled("not loaded yet")
            .seeing(by.span(), name + " is loaded here" + Lines.chain(by.place().site())));
  }

  /// The names of the first statements in the section that stands at an index, and `…` for more.
  private static List<String> contents(int index, List<Occurrence> all) {
    Occurrence section = all.get(index);
    List<String> names = new ArrayList<>();
    for (int i = index + 1; i < all.size() && stands(all.get(i), section); i++) {
      if (names.size() == NAMED) {
        names.set(NAMED - 1, "more");
        break;
      }
      String name = MpmNames.spelled(Display.of(all.get(i).statement().name()));
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  /// Whether a line stands in a conditional section, at whatever depth.
  private static boolean stands(Occurrence line, Occurrence section) {
    Span open = section.span();
    for (Condition c = line.place().condition(); c != null; c = c.outer()) {
      if (c.section().span().equals(open)) {
        return true;
      }
    }
    return false;
  }
}
