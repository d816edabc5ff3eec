package dev.mpmlint.httpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvVarsTest {
  private static final Path STOCK = Path.of("src/test/resources/stock");

  @Test
  void reads_what_debian_ships() throws IOException {
    String text = Files.readString(STOCK.resolve("debian-event/etc/apache2/envvars"));

    assertThat(EnvVars.parse(text, Map.of("HOME", "/root")).exported())
        .containsOnly(
            entry("APACHE_RUN_USER", "www-data"),
            entry("APACHE_RUN_GROUP", "www-data"),
            entry("APACHE_PID_FILE", "/var/run/apache2/apache2.pid"),
            entry("APACHE_RUN_DIR", "/var/run/apache2"),
            entry("APACHE_LOCK_DIR", "/var/lock/apache2"),
            entry("APACHE_LOG_DIR", "/var/log/apache2"),
            entry("LANG", "C"));
  }

  @Test
  void reads_what_the_php_images_make_of_it() {
    EnvVars vars = EnvVars.parse("""
        : ${APACHE_CONFDIR:=/etc/apache2}
        export APACHE_CONFDIR
        : ${APACHE_RUN_USER:=www-data}
        export APACHE_RUN_USER
        : ${APACHE_RUN_DIR:=/var/run/apache2$SUFFIX}
        export APACHE_RUN_DIR
        """, Map.of("APACHE_RUN_USER", "app"));

    assertThat(vars.exported())
        .containsOnly(
            entry("APACHE_CONFDIR", "/etc/apache2"), entry("APACHE_RUN_USER", "app"), entry("APACHE_RUN_DIR",
                "/var/run/apache2"));
  }

  @Test
  void reads_what_suse_ships_without_exporting_it() throws IOException {
    EnvVars vars = EnvVars.parse(Files.readString(STOCK.resolve("suse/etc/sysconfig/apache2")), Map.of());

    assertThat(vars.exported()).isEmpty();
    assertThat(vars.variables()).containsEntry("APACHE_MPM", "");
    assertThat(vars.variables().get("APACHE_MODULES")).startsWith("actions alias");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
    "A=b|b",
    "export A=b|b",
    "A=b; export A|b",
    "A=\"a b\"|a b",
    "A='$B'|$B",
    "A=\"$B/x\"|/x",
    "B=1\\nA=${B}2|12",
    "A=${B:-c d}|c d",
    "A=${B:-${C:-e}}|e",
    "B=1\\nA=${B:-2}|1",
    "B=1\\nA=${B:+yes}|yes",
    "A=x#y|x#y",
    "A=x # y|x",
    "A=a\\\\\\nb|ab",
    "A=a\\\\ b|a b",
    "A=1\\nA=2|2",
    "A=1\\r\\n|1",
    "A=$|$"
  })
  void a_value_is_expanded_as_a_shell_does(String text, String value) {
    String source = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\");
    assertThat(EnvVars.parse(source, Map.of()).variables()).containsEntry("A", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A=$(id)", "A=`id`", "A=${B##x}", "A=$1", "B=$(id)\nA=$B", "A=${!B}"})
  void a_value_that_only_a_shell_can_tell_is_unknown(String text) {
    EnvVars vars = EnvVars.parse(text, Map.of());

    assertThat(vars.variables()).doesNotContainKey("A");
    assertThat(vars.unknown()).contains("A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"if true; then A=2; fi", "if x\nthen\n  export A=2\nelse\n  A=3\nfi",
      "for i in 1 2; do A=$i; done",
    "case x in\n a) A=2;;\nesac", "f() {\n A=2\n}", "A=2 command", "echo A=2",
        "if a; then if b; then A=2; fi; A=3; fi", "unset B"})
  void what_depends_on_running_it_is_passed_over(String text) {
    EnvVars vars = EnvVars.parse("export A=1\n" + text + "\nexport C=4\n", Map.of());

    assertThat(vars.exported()).containsOnly(entry("A", "1"), entry("C", "4"));
  }

  @Test
  void unset_and_late_export_are_followed() {
    assertThat(EnvVars.parse("A=1\nexport A\nB=2\nexport B\nunset B\n", Map.of()).exported())
        .containsOnly(entry("A", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A=\"", "A='", "A=${", "A=${B", "A=${B:-${", "A=$(", "A=`", "\\", "fi\nfi\n", "export",
      "unset", "=", "export =x", "\0"})
  void broken_files_are_read_to_their_end(String text) {
    assertThat(EnvVars.parse(text, Map.of()).unknown()).isSubsetOf("A");
  }

  @Test
  void hostile_files_cost_little() {
    String doubling = "A=xxxxxxxxxx\n" + "A=$A$A\n".repeat(10_000);
    assertThat(EnvVars.parse(doubling, Map.of()).unknown()).contains("A");

    String nested = "A=" + "${B:-".repeat(60_000) + "}".repeat(60_000);
    assertThat(EnvVars.parse(nested, Map.of()).variables()).doesNotContainKey("A");

    String long1 = "A=" + "x".repeat(10_000_000);
    assertThat(EnvVars.parse(long1, Map.of()).unknown()).containsExactly("A");
  }
}
