package dev.mpmlint.format;

import java.util.List;
import java.util.Random;

/// Made-up configurations that httpd accepts, with white space of every kind in every place.
final class SoundText {
  private static final List<String> ANYWHERE =
      List.of(
          "SetEnv|A|\"b   c\"", "SetEnv|A|'d  e'", "Header|set|X-A|\"a   b\"|\"expr=true\"", "Header|always|unset|X",
          "SetEnvIf|Host|\"^a  b\"|X=\"1  2\"", "RedirectMatch|^/a$|/b", "ServerAdmin|\u00ff\u00fe@example.org",
          "SetEnv|${A}|c", "Define|Q|x\\", "Options|-Indexes|+FollowSymLinks", "Use|m|\"p   q\"");
  private static final List<String> SECTIONS =
      List.of("VirtualHost|*:80", "Directory|\"/a  b\"", "Location|/x", "IfDefine|NO", "IfModule|!nosuch.c", "If|\"true\"", "Files|*.txt");
  private static final List<String> WHITE = List.of(" ", "  ", "\t", "   \t", "\u000b ", "\f", " \r ", " \\\n  ");
  private static final List<String> MARGIN = List.of("", " ", "\t", "      ", "\f\t", "\r");

  private final Random random;
  private final StringBuilder text = new StringBuilder();

  private SoundText(Random random) {
    this.random = random;
  }

  static String of(Random random) {
    SoundText made = new SoundText(random);
    made.text.append("Define   A  SOME\n<Macro m  $p>\n  SetEnv   M   \"$p\"\n  Header  set  M  \"$p  $p\"\n</Macro>\n");
    made.lines(3, "");
    return made.text.toString();
  }

  private void lines(int depth, String around) {
    int count = 2 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(6)) {
        case 0 -> line(random.nextBoolean() ? "" : "#  a   comment \\\n   that  goes on");
        case 1 -> {
          String section = any(SECTIONS);
          if (depth > 0 && fits(section, around)) {
            section(section, depth, around);
          }
        }
        default -> {
          String directive = any(ANYWHERE);
          if (!(directive.startsWith("ServerAdmin") && !around.isEmpty() && !around.equals("VirtualHost"))) {
            line(spaced(directive));
          }
        }
      }
    }
  }

  private static boolean fits(String section, String around) {
    String name = section.substring(0, section.indexOf('|'));
    boolean anywhere = name.startsWith("If") && name.length() > 2;
    return anywhere || around.isEmpty() || around.equals("VirtualHost") && !name.equals("VirtualHost");
  }

  private void section(String section, int depth, String around) {
    String name = section.substring(0, section.indexOf('|'));
    line("<" + spaced(section) + ">");
    lines(depth - 1, name.startsWith("If") && name.length() > 2 ? around : name);
    line("</" + name + ">");
  }

  private String spaced(String words) {
    StringBuilder out = new StringBuilder();
    for (String word : words.split("\\|")) {
      out.append(out.isEmpty() ? "" : any(WHITE)).append(word);
    }
    return out.toString();
  }

  private void line(String content) {
    String end = content.endsWith("\\") ? " " : any(MARGIN);
    text.append(any(MARGIN)).append(content).append(end).append(random.nextInt(5) == 0 ? "\r\n" : "\n");
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
