package dev.mpmlint.httpd.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.httpd.DirectiveSpec;
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
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
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
    var installed = DirectiveTable.ask(InstalledHttpd.debian(scratch));
    List<String> wrong = new ArrayList<>();
    for (DirectiveSpec spec : Directives.all()) {
      boolean there =
          installed.values().stream().anyMatch(l -> l.name().equals(spec.name()) && l.source().equals(spec.source()));
      if (there != spec.inDebian()) {
        wrong.add(spec.name() + " of " + spec.source());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void the_program_that_updates_the_table_finds_nothing_to_change() throws IOException {
    String table = resource("directives.tsv");

    assertThat(DirectiveTable.updated(table, DirectiveTable.ask(InstalledHttpd.debian(scratch)))).isEqualTo(table);
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
    for (String mpm : DirectiveTable.MPMS) {
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
