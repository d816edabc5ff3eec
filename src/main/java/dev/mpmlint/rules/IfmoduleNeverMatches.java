package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.httpd.Similar;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An `<IfModule>` whose name is a known module's, spelled as no module is ever called: the section is skipped on every
/// server, whatever it loads. A module that is just not loaded is nobody's fault.
final class IfmoduleNeverMatches implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM009", "ifmodule-never-matches", Severity.WARNING, "An <IfModule> tests a name that no module has", "0.1");

  // Shorter names are too near to each other for a typing error to be told.
  private static final int LONG_ENOUGH = 6;
  private static final int LONGEST = 64;
  // With mpm_ before them they can only be meant for the few MPMs.
  private static final int LONG_ENOUGH_FOR_MPM = 4;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    // By what stands in the tag: large files ask the same few questions again and again.
    Map<String, Optional<ModuleSpec>> answers = new HashMap<>();
    Names names = null;
    for (Occurrence occurrence : configuration.active("ifmodule")) {
      String asked = occurrence.statement().args();
      Optional<ModuleSpec> meant = answers.get(asked);
      if (meant == null) {
        names = names == null ? Names.of(configuration) : names;
        meant = Optional.ofNullable(names.meant(TestedModule.of(occurrence).name()));
        answers.put(asked, meant);
      }
      if (meant.isPresent()) {
        out.accept(finding(occurrence, meant.get()));
      }
    }
  }

  private static Finding finding(Occurrence occurrence, ModuleSpec meant) {
    TestedModule test = TestedModule.of(occurrence);
    String write = test.name().endsWith(".c") ? meant.source() : meant.identifier();
    return Finding.at(
            INFO,
            occurrence,
            test.word().span(),
            "no module is called " + Display.of(test.name()) + ", so httpd always "
                + (test.negated() ? "reads" : "skips") + " this section; did you mean " + meant.source() + " or "
                + meant.identifier() + "?")
        .labelled("write " + write)
        .fixedBy(new Fix("write " + write, Fix.Safety.UNSAFE, edits(test, write)));
  }

  /// A module and its names without what people put around them.
  private record Known(ModuleSpec module, String identifier, String source) {}

  /// What modules can be called in a configuration.
  private record Names(Configuration configuration, Set<String> loaded, List<Known> known) {
    static Names of(Configuration configuration) {
      Set<String> loaded = new HashSet<>();
      for (Occurrence load : configuration.all("loadmodule")) {
        loaded.add(Lines.argument(load, 0));
      }
      List<Known> known = new ArrayList<>();
      for (ModuleSpec module : Modules.all()) {
        if (!isGone(module, configuration.options().version())) {
          known.add(new Known(module, stem(module.identifier()), stem(module.source())));
        }
      }
      return new Names(configuration, loaded, known);
    }

    /// The module that a name stands for which is none itself; null where it is one, or nothing is near.
    @Nullable ModuleSpec meant(String name) {
      if (name.isEmpty()
          || Modules.find(name).isPresent()
          || configuration.module(name).isPresent()
          || loaded.contains(name)
          || name.equals("itk.c") && !configuration.options().version().atLeast(2, 3, 0)) {
        return null;
      }
      int bracket = name.indexOf('>');
      if (bracket > 0) {
        return Modules.find(name.substring(0, bracket)).orElse(null);
      }
      String stem = stem(name);
      for (Known each : known) {
        if (stem.equals(each.identifier) || stem.equals(each.source) || each.module.files().contains(name)) {
          return each.module;
        }
      }
      return misspelled(stem, name.toLowerCase(Locale.ROOT).contains("mpm_"));
    }

    private @Nullable ModuleSpec misspelled(String stem, boolean ofMpm) {
      if (stem.length() < (ofMpm ? LONG_ENOUGH_FOR_MPM : LONG_ENOUGH) || stem.length() > LONGEST || !lettersOnly(stem)) {
        return null;
      }
      for (Known each : known) {
        boolean asked = stem.length() >= LONG_ENOUGH || each.module.isMpm();
        if (asked && lettersOnly(each.source) && Similar.distance(stem, each.source, 1) == 1) {
          return each.module;
        }
      }
      return null;
    }
  }

  /// What only other series have is no advice for this one.
  private static boolean isGone(ModuleSpec module, HttpdVersion version) {
    return version.loadsMpm() && (module.status().equals("Removed") || module.status().equals("Trunk"));
  }

  /// A name without what people put around it.
  private static String stem(String name) {
    String stem = name.toLowerCase(Locale.ROOT);
    stem = withoutEnd(withoutEnd(withoutEnd(stem, ".so"), ".c"), "_module");
    for (String before : List.of("lib", "mod_", "mpm_")) {
      stem = stem.startsWith(before) && stem.length() > before.length() ? stem.substring(before.length()) : stem;
    }
    return stem;
  }

  private static String withoutEnd(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }

  private static boolean lettersOnly(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ((text.charAt(i) < 'a' || text.charAt(i) > 'z') && text.charAt(i) != '_') {
        return false;
      }
    }
    return true;
  }

  private static List<TextEdit> edits(TestedModule test, String write) {
    Span word = test.word().span();
    int at = word.text().indexOf(test.name());
    if (at < 0 || test.name().indexOf('>') >= 0) {
      return List.of();
    }
    int start = word.start() + at;
    return List.of(new TextEdit(new Span(word.file(), start, start + test.name().length()), write));
  }
}
