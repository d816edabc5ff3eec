package dev.mpmlint.verify.scenario;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a scratch copy, and which line of the user's each of its lines is. Owned by one thread while it is written.
public final class CopyText {
  /// Where it is written to, in the server's folder.
  public static final String FILE = "httpd.conf";

  private static final Pattern LINE_OF = Pattern.compile("line (\\d+) of (.*)", Pattern.DOTALL);

  private final Path file;
  private final StringBuilder text = new StringBuilder();
  private final List<String> lines = new ArrayList<>();

  /// @param folder the server's own
  CopyText(Path folder) {
    this.file = folder.resolve(FILE);
  }

  /// @param line one line, one `char` for each byte
  /// @param at the user's, as httpd names it; empty for none
  void line(String line, String at) {
    text.append(line).append('\n');
    lines.add(at);
  }

  void line(String line) {
    line(line, "");
  }

  /// A path as the bytes that it has in a file.
  static String bytes(Path path) {
    return new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  void replace(String placeholder, String by) {
    String replaced = text.toString().replace(placeholder, by);
    text.setLength(0);
    text.append(replaced);
  }

  /// One `char` for each byte.
  public String text() {
    return text.toString();
  }

  public byte[] bytes() {
    return text().getBytes(StandardCharsets.ISO_8859_1);
  }

  public Path file() {
    return file;
  }

  /// What a server said of the copy, as it would have said it of the user's configuration.
  public String inUsersWords(String said) {
    String name = Pattern.quote(file.toString());
    String named = Pattern.compile("line (\\d+) of (\"?)" + name).matcher(said).replaceAll(m -> users(m, m.group(2)));
    return Pattern.compile(name + ":(\\d+)").matcher(named).replaceAll(m -> Matcher.quoteReplacement(place(m)));
  }

  private String users(MatchResult m, String quote) {
    Matcher at = LINE_OF.matcher(at(m));
    return Matcher.quoteReplacement(at.matches() ? "line " + at.group(1) + " of " + quote + at.group(2) : m.group());
  }

  private String place(MatchResult m) {
    Matcher at = LINE_OF.matcher(at(m));
    return at.matches() ? at.group(2) + ":" + at.group(1) : m.group();
  }

  private String at(MatchResult m) {
    String digits = m.group(1);
    int line = digits.length() > 9 ? 0 : Integer.parseInt(digits);
    return line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
  }
}
