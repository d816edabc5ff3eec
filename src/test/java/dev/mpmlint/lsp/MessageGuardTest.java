package dev.mpmlint.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageGuardTest {
  private static MessageGuard guard(String text) {
    return new MessageGuard(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void messagesGoThroughAsTheyAre() throws IOException {
    String two = "Content-Length: 2\r\n\r\n{}Content-Type: x\r\ncontent-length:3\r\n\r\n[1]";
    MessageGuard guard = guard(two);
    assertThat(new String(guard.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(two);
    assertThat(guard.refusal()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Length: 2000000000\\r\\n\\r\\n{     | message of 2000000000 bytes is larger than 64 MiB",
        "Content-Length: 99999999999999999999\\r\\n\\r\\n | announces a message of no length",
        "Content-Length: -1\\r\\n\\r\\n               | announces a message of no length",
        "GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n      | has no Content-Length",
      })
  void whatIsTooLargeOrNoMessageEndsTheStream(String text, String refusal) throws IOException {
    MessageGuard guard = guard(text.strip().replace("\\r", "\r").replace("\\n", "\n"));
    assertThat(guard.readAllBytes()).isEmpty();
    assertThat(guard.refusal()).contains(refusal);
  }

  @Test
  void aHeadWithoutEndIsNotKept() throws IOException {
    MessageGuard guard = guard("x".repeat(1 << 20));
    assertThat(guard.readAllBytes()).isEmpty();
    assertThat(guard.refusal()).contains("no head that ends within 4096 bytes");
  }

  @Test
  void theRestOfABodyIsNoHead() throws IOException {
    MessageGuard guard = guard("Content-Length: 9\r\n\r\n{{{{{{{{{Content-Length: 1\r\n\r\n1");
    assertThat(guard.readNBytes(24)).hasSize(24);
    assertThat(guard.read()).isEqualTo('C');
  }

  @Test
  void anEndAmidAMessageIsAnEnd() throws IOException {
    assertThat(guard("Content-Length: 9\r\n\r\n{").readAllBytes()).hasSize(22);
    assertThat(guard("Content-Le").readAllBytes()).isEmpty();
  }
}
