package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.server.exchange.Headers;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HeadWriterTest {
  private static Headers headers(String name, String value) {
    Headers headers = new Headers();
    headers.add(name, value);
    return headers;
  }

  @Test
  void writesAHeadIntoWhateverRoomThereIs() {
    HeadWriter writer = new HeadWriter();
    for (int round = 0; round < 2; round++) {
      writer
          .begin(404)
          .date(784_111_777_000L)
          .field(HeadWriter.SERVER, "Apache")
          .fields(headers("X-Y", "\u00e4".repeat(600)))
          .field(HeadWriter.CONTENT_LENGTH, Long.MAX_VALUE)
          .field(HeadWriter.CONTENT_LENGTH, 0)
          .end();

      StringBuilder written = new StringBuilder();
      ByteBuffer out = ByteBuffer.allocate(7);
      boolean all = false;
      while (!all) {
        all = writer.writeTo(out.clear());
        written.append(ISO_8859_1.decode(out.flip()));
      }

      assertThat(written.toString())
          .isEqualTo(
              "HTTP/1.1 404 Not Found\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nServer: Apache\r\nX-Y: "
                  + "\u00e4".repeat(600)
                  + "\r\nContent-Length: 9223372036854775807\r\nContent-Length: 0\r\n\r\n");
      assertThat(writer.remaining()).isZero();
    }
  }

  @Test
  void knowsHttpdsStatusesAndNoOthers() {
    assertThat(Status.reason(200)).isEqualTo("200 OK");
    assertThat(Status.reason(511)).isEqualTo("511 Network Authentication Required");
    for (int unknown : new int[] {-1, 0, 99, 199, 299, 306, 425, 509, 599, 600, 1000}) {
      assertThat(Status.reason(unknown)).isEqualTo("500 Internal Server Error");
    }
  }

  @Test
  void sendsNoFieldThatHttpdWouldNot() {
    assertThat(HeadWriter.sendable(headers("X", "a\tb \u00e4"), false)).isTrue();
    assertThat(HeadWriter.sendable(headers("X", "a\r\nSet-Cookie: x"), false)).isFalse();
    assertThat(HeadWriter.sendable(headers("X", "a\u010ab"), false)).isFalse();
    assertThat(HeadWriter.sendable(headers("X Y", "a"), false)).isFalse();
    assertThat(HeadWriter.sendable(headers("", "a"), false)).isFalse();
    assertThat(HeadWriter.sendable(headers("X(", "a"), false)).isFalse();
    assertThat(HeadWriter.sendable(headers("X(", "a"), true)).isTrue();
  }
}
