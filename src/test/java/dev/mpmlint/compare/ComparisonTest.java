package dev.mpmlint.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.source.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
  private static final String WHOLE = "ServerRoot /etc/httpd\nLoadModule mpm_event_module modules/mod_mpm_event.so\nListen 80\n";

  private static final Settings DEBIAN =
      new Settings(null, Layouts.find("debian").orElseThrow(), null, null, null, null, List.of(), Map.of(), false);

  private static List<Subject> read(String text) {
    try {
      Input input = new Input.Text(SourceFile.ofText("httpd.conf", text), Path.of("/nowhere/httpd.conf"));
      return Linter.read(input, DEBIAN).subjects();
    } catch (CannotLintException e) {
      throw new AssertionError(e);
    }
  }

  private static Comparison compare(String before, String after) {
    return Comparison.of(read(before), read(after));
  }

  private static List<String> changes(String before, String after) {
    return compare(WHOLE + before, WHOLE + after).changes().stream()
        .map(c -> c.kind() + " " + c.scope() + " " + c.what() + ": " + c.before() + " > " + c.after())
        .toList();
  }

  @Test
  void whatOnlyLooksDifferentIsTheSame() {
    Comparison same =
        compare(
            WHOLE + "MaxRequestWorkers 400\nDefine A b\nServerAdmin ${A}\n<IfDefine A>\nKeepAlive On\n</IfDefine>\n",
            "# other\n" + WHOLE + "  serveradmin   b\n<IfDefine Z>\nTimeout 3\n</IfDefine>\nKeepAlive On\n");
    assertThat(same).isEqualTo(new Comparison(Need.NOTHING, List.of(), List.of()));
  }

  @Test
  void directivesAreComparedSectionBySection() {
    String host = "<VirtualHost *:80>\nServerName %s\nDocumentRoot %s\n</VirtualHost>\n";
    assertThat(changes("Timeout 3\n" + host.formatted("a", "/a"), "Timeout 4\n" + host.formatted("a", "/b")))
        .containsExactly(
            "DIRECTIVE  Timeout: 3 > 4", "DIRECTIVE <VirtualHost *:80> a DocumentRoot: \"/a\" > \"/b\"".replace("\"", ""));
    assertThat(changes(host.formatted("a", "/a"), host.formatted("b", "/a")))
        .contains("VIRTUAL_HOST  <VirtualHost *:80> a: <VirtualHost *:80> a > null")
        .contains("VIRTUAL_HOST  <VirtualHost *:80> b: null > <VirtualHost *:80> b");
    assertThat(changes("<Directory /x>\nOptions None\n</Directory>\n", "Options None\n"))
        .containsExactlyInAnyOrder("DIRECTIVE  Options: null > None", "DIRECTIVE <Directory /x> Options: None > null");
  }

  @Test
  void orderMattersAmongLinesOfOneName() {
    assertThat(changes("RewriteRule a b\nRewriteRule c d\n", "RewriteRule c d\nRewriteRule a b\n"))
        .containsExactly("ORDER  RewriteRule: null > null");
    assertThat(changes("Timeout 3\nKeepAlive On\n", "KeepAlive On\nTimeout 3\n")).isEmpty();
  }

  @Test
  void modulesListenersAndNumbersAreComparedInEffect() {
    assertThat(changes("", "Listen 443 https\nLoadModule ssl_module modules/mod_ssl.so\n"))
        .containsExactly("MODULE  ssl_module: null > ssl_module", "LISTENER  443 https: null > 443 https");
    assertThat(changes("MaxRequestWorkers 260\n", "MaxClients 250\n")).isEmpty();
    assertThat(changes("MaxRequestWorkers 300\n", "")).containsExactly("NUMBER  MaxRequestWorkers: 300 > 400");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Timeout 3                   | Timeout 4                 | RELOAD         |
          MaxRequestWorkers 100       | MaxRequestWorkers 200     | RELOAD         |
          ServerLimit 16              | ServerLimit 20            | STOP_AND_START | ServerLimit stays 16 instead of 20 at a reload or restart (AH00501)
          ThreadLimit 64              | ThreadLimit 32            | STOP_AND_START | ThreadLimit stays 64 instead of 32 at a reload or restart (AH00506)
          ListenCoresBucketsRatio 0   | ListenCoresBucketsRatio 8 | RESTART        | ListenCoresBucketsRatio: a reload keeps the number of listener buckets; a restart makes them anew
          Timeout 3                   | <Directory /x>            | FORBIDDEN      | <Directory> is never closed; add </Directory> [SYN003]
          """)
  void theNeedFollowsFromWhatDiffers(String before, String after, Need need, @org.jspecify.annotations.Nullable String reason) {
    Comparison comparison = compare(WHOLE + before + "\n", WHOLE + after + "\n");
    assertThat(comparison.need()).isEqualTo(need);
    if (reason == null) {
      assertThat(comparison.reasons()).isEmpty();
    } else {
      assertThat(comparison.reasons().getFirst().text()).isEqualTo(reason);
      assertThat(comparison.reasons().getFirst().at()).isNotNull().extracting(at -> at.line()).isEqualTo(4);
    }
  }

  @Test
  void aLimitThatStaysMovesOtherNumbers() {
    Comparison comparison = compare(WHOLE, WHOLE + "ThreadLimit 128\nThreadsPerChild 100\n");
    assertThat(comparison.reasons().getFirst().text())
        .contains("ThreadLimit stays 64 instead of 128", "ThreadsPerChild becomes 64 instead of 100");
  }

  @Test
  void anotherMpmNeedsAStop() {
    Comparison comparison = compare(WHOLE, WHOLE.replace("event", "worker"));
    assertThat(comparison.need()).isEqualTo(Need.STOP_AND_START);
    assertThat(comparison.changes().getFirst().what()).isEqualTo("MPM");
    assertThat(compare(WHOLE, WHOLE.replace("LoadModule mpm_event_module modules/mod_mpm_event.so\n", "")).need())
        .isEqualTo(Need.FORBIDDEN);
  }

  @Test
  void fragmentsAreComparedForEachMpm() {
    String numbers = "<IfModule mpm_event_module>\nServerLimit %d\n</IfModule>\n<IfModule mpm_prefork_module>\nServerLimit %d\n</IfModule>\n";
    Comparison comparison = compare(numbers.formatted(16, 256), numbers.formatted(16, 300));
    assertThat(comparison.changes()).extracting(Change::scope, Change::before, Change::after)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("prefork", "256", "300"));
    assertThat(comparison.reasons().getFirst().text()).contains("(AH00179)");
  }
}
