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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An `<IfModule>` whose name is a known module's, spelled as no module is ever called: the section is skipped on every
/// server, whatever it loads. A module that is just not loaded is nobody's fault.
final class IfmoduleNeverMatches implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM009", "ifmodule-never-matches", Severity.WARNING, "An <IfModule> tests a name that no module has", "0.1");

  // Shorter names are too near to each other for a typing error to be told.
  private static final int LONG_ENOUGH = 6;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return Set.of("ifmodule");
  }

  @Override
  public void check(Occurrence occurrence, Subject subject, Consumer<Finding> out) {
    TestedModule test = TestedModule.of(occurrence);
    ModuleSpec meant = meant(test.name(), subject.configuration());
    if (meant == null) {
      return;
    }
    String shown = Display.of(test.name());
    String write = test.name().endsWith(".c") ? meant.source() : meant.identifier();
    String both = meant.source() + " or " + meant.identifier();
    Finding finding =
        Finding.at(
                INFO,
                occurrence,
                test.word().span(),
                "no module is called " + shown + ", so httpd always "
                    + (test.negated() ? "reads" : "skips") + " this section; did you mean " + both + "?")
            .labelled("write " + write)
            .fixedBy(new Fix("write " + write, Fix.Safety.UNSAFE, edits(test, write)));
    out.accept(finding);
  }

  /// The module that a name stands for which is none itself; null where it is one, or nothing is near.
  private static @Nullable ModuleSpec meant(String name, Configuration configuration) {
    if (name.isEmpty()
        || Modules.find(name).isPresent()
        || configuration.module(name).isPresent()
        || isLoadedSomewhere(name, configuration)
        || name.equals("itk.c") && !configuration.options().version().atLeast(2, 3, 0)) {
      return null;
    }
    int bracket = name.indexOf('>');
    if (bracket > 0) {
      return Modules.find(name.substring(0, bracket)).orElse(null);
    }
    String stem = stem(name);
    for (ModuleSpec module : Modules.all()) {
      if (!isGone(module, configuration.options().version())
          && (stem.equals(stem(module.identifier())) || stem.equals(stem(module.source()))
              || module.files().contains(name))) {
        return module;
      }
    }
    return stem.length() >= LONG_ENOUGH ? misspelled(stem) : null;
  }

  private static @Nullable ModuleSpec misspelled(String stem) {
    for (ModuleSpec module : Modules.all()) {
      String known = stem(module.source());
      if (Similar.distance(stem, known, 1) == 1 && lettersOnly(stem) && lettersOnly(known)) {
        return module;
      }
    }
    return null;
  }

  private static boolean isLoadedSomewhere(String name, Configuration configuration) {
    for (Occurrence load : configuration.all("loadmodule")) {
      if (Lines.argument(load, 0).equals(name)) {
        return true;
      }
    }
    return false;
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
