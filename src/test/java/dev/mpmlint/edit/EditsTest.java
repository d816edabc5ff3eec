package dev.mpmlint.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditsTest {
  private static final SourceFile FILE = SourceFile.of("a.conf", new byte[] {'a', 'b', (byte) 0xff, 'd', '\r', '\n', 'f'});

  private static TextEdit edit(int start, int end, String text) {
    return new TextEdit(new Span(FILE, start, end), text);
  }

  private static String applied(TextEdit... edits) {
    return Edits.apply(FILE, List.of(edits)).text();
  }

  @Test
  void everyOtherByteStays() {
    assertThat(applied(edit(1, 2, "XY"))).isEqualTo("aXY\u00ffd\r\nf");
    assertThat(applied(edit(7, 7, "!"), edit(0, 0, "#"), edit(3, 4, ""))).isEqualTo("#ab\u00ff\r\nf!");
    assertThat(Edits.apply(FILE, List.of())).isSameAs(FILE);
    assertThat(Edits.apply(FILE, List.of(edit(0, 1, "b"))).name()).isEqualTo("a.conf");
  }

  @Test
  void insertionsAtOnePlaceKeepTheirOrder() {
    assertThat(applied(edit(1, 2, "Z"), edit(1, 1, "1"), edit(1, 1, "2"), edit(2, 2, "3"))).startsWith("a12Z3\u00ff");
  }

  @Test
  void anOverlapIsFoundAndRefused() {
    TextEdit first = edit(0, 3, "");
    TextEdit second = edit(2, 4, "");
    assertThat(Edits.overlap(List.of(second, first))).contains(new Edits.Overlap(first, second));
    assertThat(Edits.overlap(List.of(edit(0, 3, ""), edit(1, 1, "x")))).isPresent();
    assertThat(Edits.overlap(List.of(edit(0, 3, ""), edit(3, 3, "x"), edit(3, 4, "")))).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> applied(first, second)).withMessageContaining("a.conf:1");
  }

  @Test
  void anEditOfAnotherFileIsRefused() {
    SourceFile twin = SourceFile.of("a.conf", FILE.bytes());
    assertThat(Edits.apply(twin, List.of(edit(0, 1, "x"))).text()).startsWith("xb");
    SourceFile other = SourceFile.ofText("a.conf", "another text");
    assertThatIllegalArgumentException().isThrownBy(() -> Edits.apply(other, List.of(edit(0, 1, "x"))));
  }
}
