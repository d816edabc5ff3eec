package dev.mpmlint.httpd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AhNumbersTest {
  @ParameterizedTest
  @CsvSource({"AH00534,CRIT,mpm_common.c", "AH00513,WARN,event.c", "AH00180,WARN,prefork.c", "AH00188,INFO,prefork.c",
    "AH10034,WARN,mod_http2.c", "AH03490,ERR,event.c", "AH02661,WARN,mpm_netware.c", "AH10393,WARN,worker.c"})
  void a_number_is_known_with_level_and_place(String number, AhMessage.Level level, String source) {
    AhMessage message = AhNumbers.find(AhNumber.parse(number).orElseThrow()).orElseThrow();

    assertThat(message.number()).hasToString(number);
    assertThat(message.level()).isEqualTo(level);
    assertThat(message.source()).isEqualTo(source);
  }

  @Test
  void every_message_says_what_it_means_in_one_sentence() {
    assertThat(AhNumbers.all()).hasSizeGreaterThan(200).allSatisfy(m -> {
      assertThat(m.meaning()).as(m.number().toString()).endsWith(".").hasSizeGreaterThan(30);
      assertThat(m.text()).as(m.number().toString()).isNotBlank();
    });
  }

  @Test
  void an_unknown_number_is_not_found() {
    assertThat(AhNumbers.find(new AhNumber(99_999))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"AH00534,534", "ah534,534", "534,534", "Ah10034,10034"})
  void a_number_is_read_as_people_write_it(String text, int value) {
    assertThat(AhNumber.parse(text)).contains(new AhNumber(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AH", "AH0", "0", "AH123456", "AHx", "-1", "MPM001"})
  void what_is_no_number_is_not_read(String text) {
    assertThat(AhNumber.parse(text)).isEmpty();
  }
}
