package dev.mpmlint.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
  @Test
  void everyLineIsKeptInOrder() {
    List<Line> lines = parse("# hello\n\n<VirtualHost *:80>\n  ServerName x\n</VirtualHost>\n").lines();
    assertThat(lines)
        .extracting(l -> (Object) l.getClass())
        .containsExactly(Comment.class, Blank.class, SectionOpen.class, Directive.class, SectionClose.class);
    assertThat(lines).extracting(Line::text).containsExactly("# hello", "", "<VirtualHost *:80>", "ServerName x", "</VirtualHost>");
    assertThat(lines).extracting(Line::number).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aDirectiveKnowsWhereItsPartsStand() {
    Directive d = (Directive) parse("\n\t ServerName   example.org  \r\n").lines().get(1);
    assertThat(d.name()).isEqualTo("ServerName");
    assertThat(d.key()).isEqualTo("servername");
    assertThat(d.args()).isEqualTo("example.org");
    assertThat(d.nameSpan().start()).isEqualTo(3);
    assertThat(d.nameSpan().column()).isEqualTo(3);
    assertThat(d.argsSpan().text()).isEqualTo("example.org");
    assertThat(d.span().text()).isEqualTo("ServerName   example.org");
    assertThat(d.span().line()).isEqualTo(2);
  }

  @Test
  void aSectionEndsAtTheLastBracketOfItsLine() {
    SectionOpen s = (SectionOpen) parse("<Directory /> # a > b").lines().getFirst();
    assertThat(s.name()).isEqualTo("Directory");
    assertThat(s.args()).isEqualTo("/> # a");
    assertThat(s.closed()).isTrue();
    SectionOpen bare = (SectionOpen) parse("<IfModule>").lines().getFirst();
    assertThat(bare.name()).isEqualTo("IfModule");
    assertThat(bare.args()).isEmpty();
    assertThat(bare.closed()).isTrue();
    assertThat(((SectionOpen) parse("<Files x").lines().getFirst()).closed()).isFalse();
  }

  @Test
  void aContinuedLineHasTheNumberOfItsLastPhysicalLine() {
    Line line = parse("\nServerAlias a \\\n  b \\\r\n  c\n").lines().get(1);
    assertThat(line.number()).isEqualTo(4);
    assertThat(line.span().line()).isEqualTo(2);
    assertThat(line.text()).isEqualTo("ServerAlias a   b   c");
    assertThat(parse("ServerAlias a \\\n").lines().getFirst().number()).isEqualTo(2);
  }

  @Test
  void aCommentGoesOnOverContinuedLines() {
    List<Line> lines = parse("# a \\\nServerName x\nServerName y\n").lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).isInstanceOf(Comment.class);
  }

  @Test
  void tagsAreNestedWhateverConditionsSay() {
    List<Node> nodes = parse("<A x>\n<B y>\nC\n</B>\n# d\n</a>\nE\n").nodes();
    assertThat(nodes).hasSize(2);
    Section a = (Section) nodes.getFirst();
    assertThat(a.children()).hasSize(2);
    Section b = (Section) a.children().getFirst();
    assertThat(b.children()).extracting(n -> ((Directive) n).name()).containsExactly("C");
    assertThat(a.close().name()).isEqualTo("a");
  }

  @Test
  void tagsWithoutAPartnerStayInTheTree() {
    List<Node> nodes = parse("</X>\n<A>\n<B>\nC\n</A>\n").nodes();
    assertThat(nodes).hasSize(2);
    assertThat(nodes.getFirst()).isInstanceOf(SectionClose.class);
    Section a = (Section) nodes.getLast();
    assertThat(a.children()).extracting(n -> (Object) n.getClass()).containsExactly(SectionOpen.class, Directive.class);
  }

  @Test
  void aMillionNestedTagsOverflowNothing() {
    assertThat(parse("<A>\n".repeat(1_000_000) + "</A>\n".repeat(1_000_000)).nodes()).hasSize(1);
  }

  @Test
  void aLargeFileHasTheSameLinesAsItsParts() {
    String part = "# comment\n<Directory /x>\n  Require all \\\n  granted\n\n</Directory>\n";
    int times = 40_000;
    List<Line> lines = parse(part.repeat(times)).lines();
    List<Line> few = parse(part).lines();
    assertThat(lines).hasSize(few.size() * times);
    for (int i = 0; i < lines.size(); i += 997) {
      Line line = lines.get(i);
      assertThat(line.text()).isEqualTo(few.get(i % few.size()).text());
      assertThat(line.number()).isEqualTo(few.get(i % few.size()).number() + i / few.size() * 6);
    }
    assertThat(lines.getLast().text()).isEqualTo("</Directory>");
  }

  /// Whatever the bytes are: lines are in order, do not overlap, and what is between them is white space only, NUL
  /// bytes' tails and continuation marks aside, which these texts do not have.
  @Test
  void linesCoverEveryByteThatIsNoWhiteSpace() {
    Random random = new Random(42);
    String alphabet = "ab<>/\"' \t#\n\r${}\u00e4\u00ff";
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(60);
      for (int j = 0; j < length; j++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String bytes = text.toString();
      SourceFile file = SourceFile.of("random", bytes.getBytes(StandardCharsets.ISO_8859_1));
      int at = 0;
      for (Line line : ConfigFile.parse(file).lines()) {
        if (line instanceof Blank) {
          continue;
        }
        assertThat(bytes.substring(at, line.span().start())).as(bytes).matches("(\\s|[\"'][^\n]*)*");
        at = line.span().end();
      }
    }
  }

  private static ConfigFile parse(String text) {
    return ConfigFile.parse(SourceFile.of("test", text.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
