package dev.mpmlint.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.httpd.ArgumentWords;
import dev.mpmlint.httpd.DirectiveCheck;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What completion offers is what httpd takes: each word, in a line of its own, is given to the installed httpd. And what
/// the directives' own functions choose from is offered.
class OfferedWordsTest {
  private static final Pattern PLACE = Pattern.compile("line (\\d+) of");
  /// What stands behind words that are a beginning, for the judge; `5` otherwise.
  private static final Map<String, String> REST =
      Map.ofEntries(
          Map.entry("route=", "a"), Map.entry("redirect=", "a"), Map.entry("status=", "+H"), Map.entry("hcmethod=", "OPTIONS"),
          Map.entry("hcuri=", "/x"), Map.entry("stickysession=", "id"), Map.entry("iobuffersize=", "8192"),
          Map.entry("acquire=", "100"), Map.entry("unix:", "/run/a|http://localhost/"));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path dir;

  /// A word, and what httpd is asked about it.
  private record Question(String directive, String word, String text) {}

  @Test
  @RequiresProgram("apache2")
  void httpdTakesEveryWord() throws Exception {
    List<Question> questions = questions();
    assertThat(questions).hasSizeGreaterThan(700);
    Files.createDirectories(dir.resolve("run/lock"));
    Files.createDirectories(dir.resolve("logs"));
    Files.writeString(dir.resolve("a"), "a b\n");
    List<String> refused = new ArrayList<>();
    RealHttpd.Answer answer = ask(questions);
    while (!answer.ok()) {
      assertThat(refused).as("refused").hasSizeLessThan(20);
      Matcher place = PLACE.matcher(answer.err());
      assertThat(place.find()).as(answer.err()).isTrue();
      Question guilty = questions.remove(at(questions, Integer.parseInt(place.group(1))));
      refused.add(guilty + ": " + answer.err().strip());
      answer = ask(questions);
    }
    assertThat(refused).isEmpty();

    questions.add(new Question("KeepAlive", "perhaps", "KeepAlive perhaps"));
    assertThat(ask(questions).ok()).as("a word that is wrong is refused").isFalse();
  }

  @Test
  void whatADirectiveChoosesFromIsOffered() {
    int choices = 0;
    for (DirectiveSpec spec : Directives.all()) {
      String[] kinds = DirectiveCheck.of(spec.name(), spec.source()).arguments().split(" ", -1);
      for (int i = 0; i < kinds.length; i++) {
        if (kinds[i].matches("(one|exactly)\\(.*")) {
          Set<String> offered = new HashSet<>();
          ArgumentWords.of(spec.name(), i + 1).forEach(w -> offered.add(w.toLowerCase(Locale.ROOT)));
          for (String word : kinds[i].replaceAll("^\\w+\\(|\\)$", "").toLowerCase(Locale.ROOT).split("\\|")) {
            // Other spellings of on and off that the manual does not name.
            if (!offered.contains(word) && !word.matches("on|off")) {
              assertThat(offered).as(spec.name()).contains(word);
            }
          }
          choices++;
        }
      }
    }
    assertThat(choices).isGreaterThan(60);
  }

  /// The question that stands in a line of the file.
  private static int at(List<Question> questions, int line) throws IOException {
    long end = Court.preamble(Path.of("/"), "event").lines().count();
    for (int i = 0; i < questions.size(); i++) {
      end += questions.get(i).text.lines().count();
      if (line <= end) {
        return i;
      }
    }
    throw new AssertionError("line " + line + " is no question's");
  }

  private RealHttpd.Answer ask(List<Question> questions) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder(Court.preamble(dir, "event"));
    questions.forEach(q -> text.append(q.text).append('\n'));
    Path file = Files.writeString(dir.resolve("words.conf"), text);
    return RealHttpd.installed().test(file);
  }

  private static List<Question> questions() throws IOException {
    Map<String, String> lines = lines();
    List<Question> questions = new ArrayList<>();
    for (String directive : ArgumentWords.directives()) {
      List<DirectiveSpec> specs = Directives.find(directive);
      assertThat(specs).as(directive).isNotEmpty();
      if (specs.stream().noneMatch(DirectiveSpec::inDebian)) {
        continue;
      }
      Set<String> seen = new HashSet<>();
      for (int argument = 1; argument <= 3; argument++) {
        for (String word : ArgumentWords.of(directive, argument)) {
          String key = directive + " " + argument;
          String line = lines.getOrDefault(key + " " + word.toLowerCase(Locale.ROOT), lines.getOrDefault(key, argument == 1 ? specs.getFirst().name() + " {}" : "-"));
          if (!line.equals("-") && seen.add(word)) {
            String text = line.replace("{}", whole(word)).replace("\\n", "\n");
            questions.add(new Question(directive, word, placed(specs.getFirst(), text, questions.size())));
          }
        }
      }
    }
    return questions;
  }

  /// A word that is a beginning, with something behind it.
  private static String whole(String word) {
    String rest = word.matches("[a-z]+=") ? "5" : word.endsWith("://") ? "localhost/" : word.matches(".*[a-z]:") ? "a" : "";
    return word + REST.getOrDefault(word, word.equals("exec:") ? "/bin/true" : rest);
  }

  /// A line where it may stand.
  private static String placed(DirectiveSpec spec, String line, int number) {
    String text = line.startsWith("<") && !line.contains("\n") ? line + ">\n</" + line.substring(1, line.indexOf(' ')) + ">" : line;
    if (spec.name().equalsIgnoreCase("<VirtualHost") || spec.atServer() && spec.inVhost() == DirectiveSpec.InVhost.REFUSED) {
      return text;
    }
    return spec.atServer()
        ? "<VirtualHost 127.0.0.1:" + (20000 + number) + ">\n" + text + "\n</VirtualHost>"
        : "<Directory /x/" + number + ">\n" + text + "\n</Directory>";
  }

  private static Map<String, String> lines() throws IOException {
    try (InputStream in = Objects.requireNonNull(OfferedWordsTest.class.getResourceAsStream("offered-lines.tsv"))) {
      Map<String, String> lines = new HashMap<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] columns = line.split("\t", 3);
        lines.put(columns[0], columns[1]);
      }
      return lines;
    }
  }
}
