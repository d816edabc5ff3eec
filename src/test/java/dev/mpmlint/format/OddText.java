package dev.mpmlint.format;

import java.util.List;
import java.util.Random;

/// Made-up files of the pieces that are hard to lay out: continued lines, quotes, NUL bytes, byte order marks, every
/// kind of white space, tags that do not match, variables and macros.
final class OddText {
  private static final List<String> WHITE = List.of(" ", "  ", "\t", "\t ", "     ", "\u000b", "\f", "\r", "");
  private static final List<String> NAMES =
      List.of("ServerName", "Listen", "MaxRequestWorkers", "x", "\"Server Name\"", "'a", "${Q}Define", "$x", "a\"b", "\u00e4", "Use");
  private static final List<String> WORDS =
      List.of("a", "\"b  c\"", "'d", "\\", "\\\\", "x\\", "#", "${Q}", "$x  y", "\u00ff", "\0", "e\0  f", ">", "m", "1  2");
  private static final List<String> TAGS =
      List.of("IfDefine", "ifdefine", "Directory", "IfModule", "VirtualHost", "Macro", "Perl", "If");
  private static final List<String> FIXED =
      List.of(
          "Define Q '\"'\n", "Define Q \"x  y\"\n", "Define A\n", "<Macro m $x>\n", "</Macro>\n", "Use m \"a  b\"\n",
          "<IfDefine A>\n", "<IfDefine !A>\n", "LoadModule macro_module m.so\n", "\u00ef\u00bb\u00bf", "</IfDefine> x\n",
          "<IfDefine A", "< Directory />\n", "</ Directory>\n", "\\\n", "  \\\n", "#", "  # c \\\n");
  private static final List<String> ENDS = List.of("\n", "\n", "\n", "\r\n", "\\\n", "\\\r\n", "\\ \n", "\\\\\n", " \n", "\r\r\n", "");

  private OddText() {}

  static String of(Random random) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(4) == 0) {
      text.append("LoadModule macro_module m.so\nDefine Q '\"'\nDefine A\n");
    }
    int lines = 1 + random.nextInt(12);
    for (int i = 0; i < lines; i++) {
      switch (random.nextInt(8)) {
        case 0 -> text.append(any(FIXED, random));
        case 1 -> text.append(any(WHITE, random)).append(any(ENDS, random));
        case 2 -> text.append(any(WHITE, random)).append('#').append(any(WORDS, random)).append(any(ENDS, random));
        case 3 -> {
          text.append(any(WHITE, random)).append('<').append(any(TAGS, random)).append(any(WHITE, random));
          text.append(any(WORDS, random)).append(any(WHITE, random)).append(any(List.of(">", ">", ">", ""), random));
          text.append(any(WHITE, random)).append(any(ENDS, random));
        }
        case 4 -> {
          text.append(any(WHITE, random)).append("</").append(any(TAGS, random)).append('>');
          text.append(any(WHITE, random)).append(any(ENDS, random));
        }
        default -> {
          text.append(any(WHITE, random)).append(any(NAMES, random));
          for (int words = random.nextInt(4); words > 0; words--) {
            text.append(any(WHITE, random)).append(any(WORDS, random));
          }
          text.append(any(WHITE, random)).append(any(ENDS, random));
        }
      }
    }
    return text.toString();
  }

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
