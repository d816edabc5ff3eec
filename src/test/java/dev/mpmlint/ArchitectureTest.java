package dev.mpmlint;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Holds the shape of the house: which package may know which.
class ArchitectureTest {
  private static final String ROOT = "dev.mpmlint";

  /// Package → the packages that it may use; what those may use is open to it as well.
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("source", List.of()),
          Map.entry("syntax", List.of("source")),
          Map.entry("httpd", List.of()),
          Map.entry("glob", List.of()),
          Map.entry("config", List.of("syntax", "httpd", "glob")),
          Map.entry("mpm", List.of("config")),
          Map.entry("judge", List.of("mpm")),
          Map.entry("rules", List.of("judge")),
          Map.entry("compare", List.of("rules")),
          Map.entry("format", List.of("syntax")),
          Map.entry("edit", List.of("mpm")),
          Map.entry("lint", List.of("rules")),
          Map.entry("policy", List.of("lint")),
          Map.entry("fix", List.of("policy", "edit")),
          Map.entry("report", List.of("policy", "compare", "edit", "verify", "advise")),
          Map.entry("os", List.of()),
          Map.entry("server", List.of("mpm", "os")),
          Map.entry("verify", List.of("server", "lint")),
          Map.entry("advise", List.of("mpm")),
          Map.entry("repl", List.of("report", "edit", "format", "fix", "verify", "advise")),
          Map.entry("lsp", List.of("report", "edit", "format", "fix", "verify", "advise")),
          Map.entry("cli", List.of("repl", "lsp")));

  /// The only ones that know what ANTLR generates.
  private static final Set<String> KNOW_THE_GRAMMAR = Set.of("LineParser", "Words");

  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

  @Test
  void everyPackageUsesOnlyWhatTheTableAllows() {
    classes().should(useOnlyWhatTheTableAllows(MAY_USE)).check(CLASSES);
  }

  @Test
  void everyPackageStandsInTheTable() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass c : CLASSES) {
      if (!c.getSimpleName().equals("package-info")) {
        packages.add(part(c));
      }
    }

    assertThat(packages).contains("source", "syntax", "config");
    assertThat(MAY_USE.keySet()).containsAll(packages);
  }

  @Test
  void theTableHasNoWayBack() {
    for (String part : MAY_USE.keySet()) {
      for (String used : reach(part, MAY_USE)) {
        assertThat(used.equals(part) ? Set.of() : reach(used, MAY_USE)).as("%s uses %s", part, used).doesNotContain(part);
      }
    }
  }

  @Test
  void aForbiddenUseIsNoticed() {
    Map<String, List<String>> stricter = Map.of("source", List.of(), "syntax", List.of());

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                classes()
                    .that()
                    .resideInAPackage(ROOT + ".syntax")
                    .should(useOnlyWhatTheTableAllows(stricter))
                    .check(CLASSES))
        .withMessageContaining("syntax may not use source");
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void twoClassesKnowTheGeneratedParser() {
    Set<String> knowing = new TreeSet<>();
    for (JavaClass c : CLASSES) {
      if (!isGrammar(c) && c.getDirectDependenciesFromSelf().stream().anyMatch(d -> isGrammar(d.getTargetClass()))) {
        knowing.add(outermost(c).getSimpleName());
      }
    }

    assertThat(KNOW_THE_GRAMMAR).containsAll(knowing);
    assertThat(KNOW_THE_GRAMMAR).hasSizeLessThanOrEqualTo(2);
  }

  /// Library → the packages that may know it.
  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "picocli", List.of("cli"),
          "com.google.gson", List.of("report", "cli"),
          "org.jline", List.of("repl"),
          "com.github.difflib", List.of("edit"),
          "org.eclipse.lsp4j", List.of("lsp"),
          "org.antlr", List.of("syntax"));

  @Test
  void everyLibraryIsKnownWhereItIsNeededOnly() {
    LIBRARIES.forEach(
        (library, parts) -> {
          String[] packages = parts.stream().map(part -> ROOT + "." + part + "..").toArray(String[]::new);
          noClasses()
              .that()
              .resideOutsideOfPackages(packages)
              .should()
              .dependOnClassesThat()
              .resideInAPackage(library + "..")
              .check(CLASSES);
          assertThat(CLASSES).as("someone uses %s", library).anyMatch(c -> uses(c, library));
        });
  }

  /// A child costs what it loads: of the rest of the house it knows the bundled server's own rooms and `os` only.
  @Test
  void childrenKnowNothingOfTheReader() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".server..")
            .and()
            .resideOutsideOfPackage(ROOT + ".server.control..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + ".source..", ROOT + ".syntax..", ROOT + ".httpd..", ROOT + ".config..", ROOT + ".mpm..",
                ROOT + ".server.control..");

    rule.check(CLASSES);
    assertThat(CLASSES).anyMatch(c -> c.getName().equals(ROOT + ".server.child.ChildMain"));
  }

  @Test
  void onlyOsMakesRestrictedCalls() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".os..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..")
        .allowEmptyShould(true)
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".os..")
        .should()
        .callMethodWhere(target(owner(name("java.lang.System"))).and(target(nameIs("load", "loadLibrary"))))
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineAndWhatRunsInChildrenEndTheProgram() {
    ArchRule rule =
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".cli.Main")
            .and()
            .resideOutsideOfPackages(ROOT + ".server.child..", ROOT + ".server.probe..")
            .should()
            .callMethodWhere(target(owner(name("java.lang.System"))).and(target(nameIs("exit"))))
            .orShould()
            .callMethodWhere(target(owner(name("java.lang.Runtime"))).and(target(nameIs("exit", "halt"))));

    rule.check(CLASSES);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> rule.check(new ClassFileImporter().importClasses(Exits.class)));
  }

  @Test
  void nobodyLogs() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.commons.logging..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.System$Logger")
        .check(CLASSES);
  }

  static final class Exits {
    public static void now() {
      System.exit(0);
    }
  }

  private static ArchCondition<JavaClass> useOnlyWhatTheTableAllows(Map<String, List<String>> table) {
    return new ArchCondition<>("use only what the table of packages allows") {
      @Override
      public void check(JavaClass c, ConditionEvents events) {
        Set<String> allowed = reach(part(c), table);
        for (Dependency d : c.getDirectDependenciesFromSelf()) {
          JavaClass used = d.getTargetClass();
          if (used.getPackageName().startsWith(ROOT) && !allowed.contains(part(used))) {
            String message = part(c) + " may not use " + part(used) + ": " + d.getDescription();
            events.add(SimpleConditionEvent.violated(d, message));
          }
        }
      }
    };
  }

  /// A package with all that it may use, directly or through others.
  private static Set<String> reach(String part, Map<String, List<String>> table) {
    Set<String> reached = new HashSet<>();
    reach(part, table, reached);
    return reached;
  }

  private static void reach(String part, Map<String, List<String>> table, Set<String> reached) {
    if (reached.add(part)) {
      table.getOrDefault(part, List.of()).forEach(used -> reach(used, table, reached));
    }
  }

  /// The package below the root: `syntax` for `dev.mpmlint.syntax.grammar`; empty for the root itself.
  private static String part(JavaClass c) {
    String below = c.getPackageName().substring(Math.min(c.getPackageName().length(), ROOT.length() + 1));
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }

  private static boolean uses(JavaClass c, String library) {
    return c.getDirectDependenciesFromSelf().stream()
        .anyMatch(d -> d.getTargetClass().getPackageName().startsWith(library));
  }

  private static boolean isGrammar(JavaClass c) {
    return c.getPackageName().equals(ROOT + ".syntax.grammar");
  }

  private static JavaClass outermost(JavaClass c) {
    return c.getEnclosingClass().map(ArchitectureTest::outermost).orElse(c);
  }

  private static DescribedPredicate<com.tngtech.archunit.core.domain.properties.HasName> nameIs(String... names) {
    return DescribedPredicate.describe("name is " + List.of(names), n -> List.of(names).contains(n.getName()));
  }
}
