package dev.mpmlint.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mpmlint.support.RequiresProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FpmPoolTest {
  @Test
  void poolsWithCommentsQuotesAndDefaults() throws Exception {
    String text =
        """
        [global]
        pid = /run/php-fpm.pid
        ; the shop
        [shop]
        listen = "127.0.0.1:9001" ; local
        PM.Max_Children = 40
        listen.backlog = 100
        [blog]
          pm = static
          pm.max_children=7
        """;

    assertThat(FpmPool.parse("p.conf", text))
        .containsExactly(
            new FpmPool("shop", "p.conf", 6, 40, "", "127.0.0.1:9001", 100),
            new FpmPool("blog", "p.conf", 10, 7, "static", "", 511));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | p.conf has no pool of php-fpm: no [NAME] with pm.max_children",
        "[www] | p.conf has no pm.max_children in [www], without which php-fpm does not start",
        "[www]~pm.max_children = many | p.conf:2: pm.max_children many is no whole number",
        "[www]~pm.max_children = 0 | p.conf:2: pm.max_children 0 is no number of processes from 1 to 1000000",
        "[www | p.conf:1: [www has no ], so this is no pool of php-fpm",
        "Listen 80 | p.conf:1 is no line of a php-fpm pool; it begins with [NAME]"
      })
  void whatIsNoneIsOneSentence(String text, String sentence) {
    assertThatExceptionOfType(UnusableInputException.class)
        .isThrownBy(() -> FpmPool.parse("p.conf", text.replace('~', '\n')))
        .withMessage(sentence);
  }

  @Test
  @RequiresProgram("/etc/php/8.2/fpm/pool.d/www.conf")
  void debiansPool() throws Exception {
    String file = "/etc/php/8.2/fpm/pool.d/www.conf";
    FpmPool pool = FpmPool.parse(file, Files.readString(Path.of(file), StandardCharsets.ISO_8859_1)).getFirst();

    assertThat(pool.maxChildren()).isEqualTo(5);
    assertThat(pool.manager()).isEqualTo("dynamic");
    assertThat(new Machine(Path.of("/")).pools(java.util.List.of("/run/php/php8.2-fpm.sock"))).containsExactly(pool);
    assertThat(new Machine(Path.of("/")).pools(java.util.List.of("/run/other.sock"))).isEmpty();
  }
}
