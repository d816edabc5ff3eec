package dev.mpmlint.httpd.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mpmlint.httpd.ArgForm;
import dev.mpmlint.httpd.DirectiveCheck;
import dev.mpmlint.httpd.DirectiveCheck.Place;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.DirectiveSpec.InVhost;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables against what the installed httpd prints with every module loaded that can be loaded.
@RequiresProgram("apache2")
class TablesAgainstHttpdTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"prefork", "worker", "event"})
  void knows_every_directive_with_its_module_and_its_place(String mpm) {
    List<String> wrong = new ArrayList<>();
    List<InstalledHttpd.Listed> listed = InstalledHttpd.debian(scratch).directives(mpm);
    for (InstalledHttpd.Listed each : listed) {
      Optional<DirectiveSpec> spec = Directives.find(each.name(), each.source());
      if (spec.isEmpty()) {
        wrong.add(each + " is not in the table");
      } else if (!place(spec.get()).equals(each.allowed())) {
        wrong.add(each + " is in the table as " + place(spec.get()));
      }
    }
    assertThat(listed).hasSizeGreaterThan(600);
    assertThat(wrong).isEmpty();
  }

  @Test
  void has_no_directive_for_this_build_that_it_does_not_have() {
    Set<String> installed = new HashSet<>();
    for (String mpm : Tables.MPMS) {
      InstalledHttpd.debian(scratch).directives(mpm).forEach(l -> installed.add(l.name() + " of " + l.source()));
    }
    List<String> wrong = new ArrayList<>();
    for (DirectiveSpec spec : Directives.all()) {
      String name = spec.name() + " of " + spec.source();
      if (installed.contains(name) != spec.inDebian()) {
        wrong.add(name);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void the_program_that_makes_the_tables_finds_nothing_to_change_in_what_the_modules_tell() throws IOException {
    InstalledHttpd httpd = InstalledHttpd.debian(scratch);
    List<DirectiveTable.Found> found = Tables.found(httpd, httpd);
    String directives = resource("directives.tsv");
    String help = resource("directive-help.tsv");

    assertThat(found).hasSizeGreaterThan(750);
    assertThat(DirectiveTable.updated(directives, found, (_, known) -> InVhost.of(known))).isEqualTo(directives);
    assertThat(HelpTable.updated(help, found)).isEqualTo(help);
  }

  /// Asking takes minutes for all of them: the program does, a build asks for a part.
  @Test
  void nor_in_what_httpd_answers() throws IOException {
    InstalledHttpd httpd = InstalledHttpd.debian(scratch);
    List<DirectiveTable.Found> all = Tables.found(httpd, httpd);
    List<DirectiveTable.Found> some =
        IntStream.range(0, all.size())
            .filter(i -> i % 30 == 7 || all.get(i).module().identifier().equals("so_module"))
            .mapToObj(all::get)
            .toList();
    Questions questions = new Questions(httpd);
    Map<DirectiveTable.Found, Set<Place>> places = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    for (DirectiveTable.Found each : some) {
      String source = each.module().source();
      InVhost inVhost = questions.inVhost(each.command(), each.module());
      if (inVhost != Directives.find(each.command().name(), source).orElseThrow().inVhost()) {
        wrong.add(each.command().name() + " in <VirtualHost>: " + inVhost);
      }
      if (!each.command().execOnRead()) {
        places.put(each, questions.forbidden(each.command(), each.module()));
      }
    }
    String checks = resource("directive-checks.tsv");

    assertThat(places).hasSizeGreaterThan(20);
    assertThat(wrong).isEmpty();
    assertThat(PlacesTable.updated(checks, places)).isEqualTo(checks);
  }

  /// With `-Dmpmlint.modules=DIR`, a folder that the program has unpacked packages into: `target/modules`.
  @Test
  void knows_the_modules_of_other_packages() throws IOException {
    String folder = System.getProperty("mpmlint.modules", "");
    assumeTrue(!folder.isEmpty(), "skipped: no folder of modules is given with -Dmpmlint.modules=DIR");
    InstalledHttpd own = InstalledHttpd.debian(scratch);
    InstalledHttpd all = own.with(new DebianPackages(Path.of(folder)));
    List<DirectiveTable.Found> found = Tables.found(own, all);
    List<String> wrong = new ArrayList<>();
    for (InstalledHttpd.Listed each : all.directives("prefork")) {
      Optional<DirectiveSpec> spec = Directives.find(each.name(), each.source());
      if (spec.isEmpty() || !place(spec.get()).equals(each.allowed())) {
        wrong.add(each + " is in the table as " + spec);
      }
    }
    String directives = resource("directives.tsv");
    String help = resource("directive-help.tsv");

    assertThat(found.stream().filter(f -> !f.ours())).hasSizeGreaterThan(700);
    assertThat(wrong).isEmpty();
    assertThat(DirectiveTable.updated(directives, found, (_, known) -> InVhost.of(known))).isEqualTo(directives);
    assertThat(HelpTable.updated(help, found)).isEqualTo(help);
    assertThat(wrongForms(all, found.stream().filter(f -> !f.ours()).toList())).isEmpty();
    assertThat(wrongWords(all, found.stream().filter(f -> !f.ours()).toList())).isEmpty();
  }

  /// Of directives that take one of some words: what is said of each of them, and of another.
  private static List<String> wrongWords(InstalledHttpd httpd, List<DirectiveTable.Found> found) {
    Questions questions = new Questions(httpd);
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (DirectiveTable.Found each : found) {
      CommandTable.Command command = each.command();
      DirectiveCheck check = DirectiveCheck.of(command.name(), each.module().source());
      if (!check.arguments().startsWith("one(")) {
        continue;
      }
      asked++;
      for (String word : check.arguments().substring(4, check.arguments().indexOf(')')).split("\\|")) {
        String said = questions.complaint(command, each.module(), word);
        if (!said.isEmpty()) {
          wrong.add(command.name() + " " + word + ": " + said);
        }
      }
      String said = questions.complaint(command, each.module(), "zzz");
      if (!said.contains(check.refusal().replace("{}", "zzz"))) {
        wrong.add(command.name() + " zzz: " + said);
      }
    }
    assertThat(asked).isGreaterThan(30);
    return wrong;
  }

  /// What httpd itself says of 0 to 5 arguments, for some of the directives.
  private static List<String> wrongForms(InstalledHttpd httpd, List<DirectiveTable.Found> found) {
    Questions questions = new Questions(httpd);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < found.size(); i += 10) {
      CommandTable.Command command = found.get(i).command();
      boolean asks = !command.execOnRead() && !command.form().complaint().isEmpty() && command.form() != ArgForm.FLAG;
      for (int count = 0; asks && count <= 5; count++) {
        String said = questions.complaint(command, found.get(i).module(), "x ".repeat(count).strip());
        boolean complains = said.contains(command.name() + " " + command.form().complaint());
        if (complains == command.form().accepts(count) && !said.contains("Cannot load")) {
          wrong.add(command.name() + " with " + count + ": " + said);
        }
      }
    }
    return wrong;
  }

  @Test
  void knows_the_modules_and_what_IfModule_compares_with() {
    InstalledHttpd httpd = InstalledHttpd.debian(scratch);
    List<String> identifiers = httpd.modules("prefork");
    List<String> sources = identifiers.stream().map(Modules::sourceOf).toList();

    assertThat(identifiers).hasSizeGreaterThan(100).allMatch(i -> Modules.find(i).isPresent());
    assertThat(httpd.trueNames("prefork", sources)).isEqualTo(sources);
    assertThat(httpd.trueNames("prefork", identifiers)).isEqualTo(identifiers);
  }

  @Test
  void says_of_each_module_how_this_build_has_it() {
    InstalledHttpd httpd = InstalledHttpd.debian(scratch);
    TreeSet<String> loaded = new TreeSet<>();
    for (String mpm : Tables.MPMS) {
      loaded.addAll(httpd.modules(mpm));
    }
    TreeSet<String> expected = new TreeSet<>();
    for (ModuleSpec module : Modules.all()) {
      if (module.inDebian() != ModuleSpec.Build.ABSENT) {
        expected.add(module.identifier());
      }
    }
    assertThat(loaded).isEqualTo(expected);
  }

  @Test
  void compiled_in_are_the_modules_of_the_debian_layout() {
    assertThat(Layouts.find("debian").orElseThrow().compiledIn())
        .isEqualTo(InstalledHttpd.debian(scratch).compiledIn());
  }

  /// What `-L` says of such a directive.
  private static String place(DirectiveSpec spec) {
    String where =
        spec.atServer() && spec.inDirectory()
            ? "anywhere"
            : (spec.atServer() ? "only outside" : "only inside") + " <Directory>, <Files>, <Location>, or <If>";
    return "Allowed in *.conf " + where + (spec.inHtaccess() ? " and in .htaccess" : "");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Directives.class.getResourceAsStream(name)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
