package dev.mpmlint.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// The table of requests through the codec: whole, in pieces, and mutated.
class RequestTableTest {
  private static Dialogue feed(RequestTable.Case request, byte[] bytes, int... cuts) {
    Dialogue dialogue = new Dialogue(request.limits(), request.answers());
    int from = 0;
    for (int cut : cuts) {
      dialogue.receive(ByteBuffer.wrap(bytes, from, cut - from));
      from = cut;
    }
    dialogue.receive(ByteBuffer.wrap(bytes, from, bytes.length - from));
    dialogue.end();
    return dialogue;
  }

  @Test
  void answersAsHttpdDoes() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    Set<String> names = new HashSet<>();
    for (RequestTable.Case request : RequestTable.read()) {
      assertThat(names.add(request.name())).as(request.name()).isTrue();
      Dialogue dialogue = feed(request, request.bytes());
      softly.assertThat(dialogue.answers()).as("%s: %s", request, dialogue.seen()).isEqualTo(request.answers());
    }
    softly.assertAll();
    assertThat(names).hasSizeGreaterThan(500);
  }

  @Test
  void understandsTheSameInPieces() throws IOException {
    for (RequestTable.Case request : RequestTable.read()) {
      byte[] bytes = request.bytes();
      String whole = feed(request, bytes).seen();
      int[] everywhere = new int[Math.max(0, bytes.length - 1)];
      for (int i = 0; i < everywhere.length; i++) {
        everywhere[i] = i + 1;
      }
      assertThat(feed(request, bytes, everywhere).seen()).as("%s, byte by byte", request).isEqualTo(whole);
      int step = bytes.length > 1000 ? 61 : 1;
      for (int cut = 1; cut < bytes.length; cut += cut < 64 || cut > bytes.length - 64 ? 1 : step) {
        assertThat(feed(request, bytes, cut).seen()).as("%s, cut at %s", request, cut).isEqualTo(whole);
      }
    }
  }

  @Test
  void understandsTheSameFromMemoryOutsideTheHeap() throws IOException {
    for (RequestTable.Case request : RequestTable.read()) {
      byte[] bytes = request.bytes();
      Dialogue dialogue = new Dialogue(request.limits(), request.answers());
      dialogue.receive(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
      dialogue.end();
      assertThat(dialogue.seen()).as(request.name()).isEqualTo(feed(request, bytes).seen());
    }
  }

  @Test
  void survivesMutationsAndUnderstandsThemTheSameInPieces() throws IOException {
    List<RequestTable.Case> cases = RequestTable.read();
    Random random = new Random(20250101);
    for (int round = 0; round < 20_000; round++) {
      RequestTable.Case request = cases.get(random.nextInt(cases.size()));
      if (request.bytes().length > 2000) {
        continue;
      }
      byte[] bytes = RequestTable.mutated(request.bytes(), cases, random).getBytes(ISO_8859_1);
      String whole = feed(request, bytes).seen();
      int cut = bytes.length < 2 ? 0 : 1 + random.nextInt(bytes.length - 1);
      int second = cut + random.nextInt(bytes.length - cut + 1);
      assertThat(feed(request, bytes, cut, second).seen())
          .as("round %s, %s: %s", round, request, new String(bytes, ISO_8859_1))
          .isEqualTo(whole);
    }
  }
}
