package dev.mpmlint.lsp;

import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Site;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.syntax.Statement;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.lsp4j.Location;
import org.jspecify.annotations.Nullable;

/// What a name leads to: the files of an Include, the Define of a variable or flag, the Macro of a Use, the LoadModule of
/// an IfModule. Stateless.
final class Definitions {
  private Definitions() {}

  static List<Location> of(Spot spot, Analysis analysis, Places places) {
    Set<Location> found = new LinkedHashSet<>();
    Optional<String> variable = spot.variable();
    if (variable.isPresent()) {
      add(analysis.named("Define", variable.get(), true), found, places);
      return new ArrayList<>(found);
    }
    Optional<Statement> statement = spot.statement();
    if (statement.isEmpty()) {
      return List.of();
    }
    String word = spot.word().or(() -> statement.get().words().stream().findFirst()).map(Word::value).orElse("");
    String tested = word.startsWith("!") ? word.substring(1) : word;
    switch (statement.get().key()) {
      case "include", "includeoptional" -> included(statement.get(), spot.document(), analysis, found, places);
      case "use", "undefmacro" -> add(analysis.named("Macro", first(statement.get()), true), found, places);
      case "ifdefine", "undefine" -> add(analysis.named("Define", tested, false), found, places);
      case "ifmodule" -> analysis.module(tested).map(LoadedModule::by).ifPresent(by -> add(List.of(by), found, places));
      default -> {}
    }
    return new ArrayList<>(found);
  }

  private static String first(Statement statement) {
    return statement.words().stream().findFirst().map(Word::value).orElse("");
  }

  /// The files that this very line brought in.
  private static void included(
      Statement line, Document document, Analysis analysis, Set<Location> found, Places places) {
    for (Subject subject : analysis.subjectsOf(document)) {
      for (Site site : subject.configuration().files()) {
        Occurrence by = site.includedBy();
        boolean here = by != null && by.span().start() == line.span().start()
            && analysis.isOf(document, by.statement().in().file());
        if (here) {
          add(places.beginning(site.file()), found);
        }
      }
    }
  }

  private static void add(List<Occurrence> occurrences, Set<Location> found, Places places) {
    occurrences.forEach(o -> add(places.of(o), found));
  }

  private static void add(@Nullable Location location, Set<Location> found) {
    if (location != null) {
      found.add(location);
    }
  }
}
