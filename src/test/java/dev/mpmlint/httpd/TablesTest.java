package dev.mpmlint.httpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables and how they are looked up.
class TablesTest {
  @ParameterizedTest
  @ValueSource(strings = {"directives.tsv", "directives-legacy.tsv", "modules.tsv", "ah.tsv", "layouts.txt"})
  void each_table_names_its_provenance_first(String name) {
    String text = new String(Resource.bytes(name), StandardCharsets.UTF_8);

    assertThat(text).startsWith("# ").contains("\n# Provenance: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"directives.tsv", "directives-legacy.tsv", "modules.tsv", "ah.tsv"})
  void every_row_is_found_by_its_key_in_any_case(String name) {
    Table table = Table.open(name);
    List<String[]> rows = table.rows();
    assertThat(rows).hasSizeGreaterThan(100);
    for (String[] row : rows) {
      assertThat(table.find(row[0])).anyMatch(r -> java.util.Arrays.equals(r, row));
      assertThat(table.find(Ascii.lower(row[0]))).hasSameSizeAs(table.find(row[0]));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "zzz", "MaxRequestWorker", "MaxRequestWorkersX", "<", "\u00ff",
      "maxrequestworkers\t"})
  void what_is_not_in_the_table_is_not_found(String name) {
    assertThat(Directives.find(name)).isEmpty();
    assertThat(Directives.legacy(name)).isEmpty();
  }

  @Test
  void an_mpm_directive_has_one_entry_for_each_mpm() {
    List<DirectiveSpec> specs = Directives.find("maxrequestWORKERS");

    assertThat(specs).extracting(DirectiveSpec::source).containsExactly("event.c", "prefork.c", "worker.c");
    assertThat(specs).extracting(DirectiveSpec::byDefault).containsExactly("400", "256", "400");
    assertThat(specs).allSatisfy(s -> {
      assertThat(s.name()).isEqualTo("MaxRequestWorkers");
      assertThat(s.form()).isEqualTo(ArgForm.TAKE1);
      assertThat(s.inVhost()).isEqualTo(DirectiveSpec.InVhost.REFUSED);
      assertThat(s.atServer()).isTrue();
      assertThat(s.inDirectory()).isFalse();
      assertThat(s.inHtaccess()).isFalse();
    });
  }

  @Test
  void a_section_is_named_with_its_bracket() {
    assertThat(Directives.isKnown("<directory")).isTrue();
    assertThat(Directives.find("<Directory>")).isEqualTo(Directives.find("<Directory"));
    assertThat(Directives.find("<Directory").getFirst().title()).isEqualTo("<Directory>");
    assertThat(Directives.isKnown("Directory")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LoadModule", "LoadFile", "ServerRoot", "DefaultRuntimeDir", "Include",
      "IncludeOptional", "Define",
    "UnDefine", "<IfModule", "<IfDefine", "<IfFile", "<IfDirective", "<IfSection", "<IfVersion", "<Macro", "Use",
        "UndefMacro"})
  void what_acts_while_the_file_is_read_is_marked(String name) {
    assertThat(Directives.find(name)).isNotEmpty().allMatch(DirectiveSpec::execOnRead);
  }

  @Test
  void what_waits_for_the_walk_is_not_marked() {
    assertThat(Directives.find("Listen")).isNotEmpty().noneMatch(DirectiveSpec::execOnRead);
    assertThat(Directives.find("<VirtualHost")).isNotEmpty().noneMatch(DirectiveSpec::execOnRead);
  }

  @Test
  void a_directive_of_the_past_names_its_replacement_and_one_of_the_future_says_so() {
    LegacyDirective mutex = Directives.legacy("acceptmutex").orElseThrow();

    assertThat(mutex.series()).containsExactly("1.3", "2.0", "2.2");
    assertThat(mutex.replacement()).startsWith("Mutex");
    assertThat(mutex.trunkOnly()).isFalse();
    assertThat(Directives.legacy("AcceptErrorsNonFatal").orElseThrow().trunkOnly()).isTrue();
    assertThat(Directives.legacy("Listen")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"MaxRequestWorker,MaxRequestWorkers", "MaxReqeustWorkers,MaxRequestWorkers",
      "maxrequestworkes,MaxRequestWorkers",
    "ThreadPerChild,ThreadsPerChild", "Lisen,Listen", "<VirtualHosts,<VirtualHost"})
  void a_typing_error_is_answered_with_what_was_meant(String typed, String meant) {
    assertThat(Directives.similar(typed)).startsWith(meant);
  }

  @Test
  void nonsense_is_answered_with_nothing() {
    assertThat(Directives.similar("Xyzzyplugh")).isEmpty();
    assertThat(Directives.similar("")).isEmpty();
    assertThat(Similar.to("a".repeat(100_000), List.of("a".repeat(99_999)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Listen,listen,0", "Lisetn,Listen,1", "Lisen,Listen,1", "Listten,Listen,1", "Lixten,Listen,1", "ab,ba,1",
    "abc,xyz,3", "abcdefgh,x,3"})
  void distance_counts_edits_up_to_the_bound(String a, String b, int distance) {
    assertThat(Similar.distance(a, b, 2)).isEqualTo(distance);
    assertThat(Similar.distance(b, a, 2)).isEqualTo(distance);
  }

  @Test
  void every_form_accepts_what_its_name_says() {
    assertThat(ArgForm.TAKE1.accepts(1)).isTrue();
    assertThat(ArgForm.TAKE1.accepts(2)).isFalse();
    assertThat(ArgForm.TAKE13.accepts(2)).isFalse();
    assertThat(ArgForm.TAKE13.accepts(3)).isTrue();
    assertThat(ArgForm.ITERATE2.accepts(1)).isFalse();
    assertThat(ArgForm.ITERATE2.accepts(50)).isTrue();
    assertThat(ArgForm.RAW_ARGS.accepts(0)).isTrue();
    assertThat(ArgForm.TAKE_ARGV.accepts(65)).isFalse();
    assertThat(ArgForm.TAKE1.complaint()).isEqualTo("takes one argument");
  }

  @Test
  void a_row_has_everything_it_must_have() {
    List<String> wrong = new ArrayList<>();
    TreeSet<String> unknownModules = new TreeSet<>();
    for (DirectiveSpec spec : Directives.all()) {
      if (spec.bits().isEmpty() && spec.inDebian()) {
        wrong.add(spec.name() + " may stand nowhere");
      }
      if (Modules.find(spec.source()).isEmpty() || !Modules.sourceOf(spec.module()).equals(spec.source())) {
        unknownModules.add(spec.source() + " " + spec.module());
      }
      if (spec.inDebian() && spec.form() == ArgForm.UNKNOWN) {
        wrong.add(spec.name() + " has no form");
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(unknownModules).isEmpty();
  }
}
