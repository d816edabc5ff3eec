package dev.mpmlint.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mpmlint.edit.Edits;
import dev.mpmlint.source.SourceFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatterTest {
  /// Formats text with one char per byte.
  private static String format(String text, Indent indent) {
    SourceFile file = SourceFile.of("a.conf", text.getBytes(StandardCharsets.ISO_8859_1));
    return Edits.apply(file, Formatter.edits(file, indent)).text();
  }

  private static String format(String text) {
    return format(text, Indent.DEFAULT);
  }

  @Test
  void linesAreIndentedByTheSectionsAroundThem() {
    assertThat(
            format(
                """
                  ServerName a
                <VirtualHost *:80>
                # why
                DocumentRoot /srv
                        <Directory /srv>
                Require all granted
                </Directory>
                  </VirtualHost>
                """))
        .isEqualTo(
            """
            ServerName a
            <VirtualHost *:80>
                # why
                DocumentRoot /srv
                <Directory /srv>
                    Require all granted
                </Directory>
            </VirtualHost>
            """);
  }

  @Test
  void theIndentationIsTheOneThatIsAskedFor() {
    String text = "<If true>\nA b\n<Else>\nA b\n</Else>\n</If>\n";
    assertThat(format(text, Indent.TAB)).isEqualTo("<If true>\n\tA b\n\t<Else>\n\t\tA b\n\t</Else>\n</If>\n");
    assertThat(format(text, Indent.spaces(2))).isEqualTo("<If true>\n  A b\n  <Else>\n    A b\n  </Else>\n</If>\n");
    assertThatIllegalArgumentException().isThrownBy(() -> Indent.spaces(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Indent("x"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Indent("\t\t"));
    assertThatIllegalArgumentException().isThrownBy(() -> Indent.spaces(17));
  }

  @Test
  void aTagWithoutPartnerMovesNothing() {
    assertThat(format("<Directory />\n  Options None\nServerName a\n")).isEqualTo("<Directory />\nOptions None\nServerName a\n");
    assertThat(format("</Directory>\n  ServerName a\n")).isEqualTo("</Directory>\nServerName a\n");
    assertThat(format("<A x>\n<B x>\nC d\n</A>\nE f\n")).isEqualTo("<A x>\n    <B x>\n    C d\n</A>\nE f\n");
  }

  @Test
  void oneBlankStandsBehindAName() {
    assertThat(format("ServerName   a\nListen\t80\n\n<Directory    /x>\n</Directory>\n"))
        .isEqualTo("ServerName a\nListen     80\n\n<Directory /x>\n</Directory>\n");
    assertThat(format("Listen 80\nServerAdmin  a@b\nDocumentRoot /x\nUser u\n"))
        .isEqualTo("Listen 80\nServerAdmin a@b\nDocumentRoot /x\nUser u\n");
  }

  @Test
  void columnsStayColumns() {
    assertThat(format("<IfModule x.c>\nStartServers\t\t\t 5\nMinSpareServers\t\t  5\nMaxRequestWorkers\t  150\n</IfModule>\n"))
        .isEqualTo(
            "<IfModule x.c>\n    StartServers      5\n    MinSpareServers   5\n    MaxRequestWorkers 150\n</IfModule>\n");
  }

  @Test
  void numbersThatStandFlushRightStaySo() {
    assertThat(format("ServerLimit          16\nMinSpareThreads      50\nMaxRequestWorkers   300\n"))
        .isEqualTo("ServerLimit        16\nMinSpareThreads    50\nMaxRequestWorkers 300\n");
  }

  @Test
  void argumentsAndCommentsKeepTheirText() {
    String text = "LogFormat \"%h  %l\"   common\n#   a   comment\nHeader set  X  \"a  b\"\n";
    assertThat(format(text)).isEqualTo(text);
  }

  @Test
  void continuedLinesStayAsTheyAre() {
    assertThat(format("<VirtualHost *>\nServerAlias a \\\n            b   \\\n\tc  \n</VirtualHost>\n"))
        .isEqualTo("<VirtualHost *>\n    ServerAlias a \\\n            b   \\\n\tc\n</VirtualHost>\n");
    assertThat(format("# a \\\n   b\n")).isEqualTo("# a \\\n   b\n");
    assertThat(format("ServerAlias  \\\n   a\n")).isEqualTo("ServerAlias  \\\n   a\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Define A x\\ \nListen 80\n", // without the blank the next line would be a part of this one
        "Define A x\\\\\n  \nListen 80\n", // an empty line behind two backslashes is not what a blank one is
        "ServerName a\0   b  \n", // what stands behind NUL is nobody's business
        "Define A \\", // a line feed would continue it
        "\u00ef\u00bb\u00bf  ServerName a\n", // a byte order mark is a part of the name
        "${X}   y\n", // its value may begin with a quote
        "<Perl>\n   print   'x';\n</Perl>\n",
      })
  void whatMayMeanSomethingStays(String text) {
    assertThat(format(text)).isEqualTo(text);
  }

  @Test
  void bytesThatAreNoUtf8AndKindsOfLineEndsStay() {
    assertThat(format("  ServerAdmin  \u00ff\u00fe\u00c3 \r\n<IfDefine x>\r\nA b\r\n</IfDefine>"))
        .isEqualTo("ServerAdmin \u00ff\u00fe\u00c3\r\n<IfDefine x>\r\n    A b\r\n</IfDefine>\r\n");
    assertThat(format("A b\n  C d\r\n")).isEqualTo("A b\nC d\r\n");
  }

  @Test
  void blankLinesAreEmptyAndStay() {
    assertThat(format("A b\n  \t\n\n \r\nC d\n   ")).isEqualTo("A b\n\n\n\r\nC d\n");
    assertThat(format("")).isEmpty();
    assertThat(format("\n")).isEqualTo("\n");
  }

  @Test
  void veryLongLinesAndVeryDeepSectionsDoNotGrow() {
    String line = "Define A " + "x".repeat(8180) + "\n";
    assertThat(format("<IfDefine x>\n" + line + "</IfDefine>\n")).contains("\n" + line);
    String deep = "<IfDefine x>\n".repeat(2000) + "</IfDefine>\n".repeat(2000);
    assertThat(format(deep).lines().mapToInt(String::length).max()).hasValue(40 * 4 + 12);
  }
}
