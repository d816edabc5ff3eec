package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the program is given, it ends soon with findings or with one clear sentence. The time limits are far beyond
/// what a busy machine needs; what they catch is work that grows without bounds.
@Timeout(60)
class HostileProgramTest {
  private static final int MILLION = 1_000_000;
  // What a whole machine read as a configuration gives; all else gives far less.
  private static final int MOST_OUTPUT = 5_000_000;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  private Terminal.Outcome check(String format, String file) {
    return new Terminal(here).run("check", "--format", format, file);
  }

  /// What must hold of every run.
  private static void isDecent(Terminal.Outcome outcome) {
    assertThat(outcome.code()).isBetween(0, 2);
    assertThat(outcome.out().length() + outcome.err().length()).isLessThan(MOST_OUTPUT);
    assertThat(outcome.out() + outcome.err()).doesNotContain("Exception", "\tat ", "Error:");
    if (outcome.code() == 2) {
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).startsWith("mpmlint: ").hasLineCount(1);
    } else {
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.out().isEmpty() && outcome.code() == 1).as("fails without a word").isFalse();
    }
  }

  private void whole(String name, String text) throws IOException {
    String head = "ServerRoot \"%s\"\nLoadModule mpm_event_module modules/mod_mpm_event.so\nListen 8080\n";
    Files.writeString(here.resolve(name), head.formatted(here) + text);
  }

  @ParameterizedTest
  @CsvSource({
    "<IfModule core.c>, </IfModule>",
    "<IfModule nosuch.c>, </IfModule>",
    "<IfModule mpm_evnt.c>, </IfModule>",
    "<Directory />, </Directory>",
    "<IfDefine X>, </IfDefine>"
  })
  void aMillionNestedSections(String open, String close) throws IOException {
    String opened = (open + "\n").repeat(MILLION);
    Files.writeString(here.resolve("open.conf"), opened);
    Terminal.Outcome outcome = check("text", "open.conf");
    isDecent(outcome);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("error[SYN013]");
    whole("closed.conf", (open + "\n").repeat(MILLION / 4) + (close + "\n").repeat(MILLION / 4));
    isDecent(check("gcc", "closed.conf"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<IfModule core.c>", "<Directory />", "<IfDefine X>"})
  void sectionsThatAreClosedByNamesThatAreNotOpen(String open) throws IOException {
    whole("foo.conf", (open + "\n").repeat(100_000) + "</Foo>\n".repeat(100_000));
    Terminal.Outcome outcome = check("gcc", "foo.conf");
    isDecent(outcome);
    assertThat(outcome.out()).contains("</Foo>");
  }

  @Test
  void aLineOfAHundredMegabytes() throws IOException {
    try (OutputStream out = Files.newOutputStream(here.resolve("long.conf"))) {
      byte[] piece = "ServerAdmin ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
      for (int written = 0; written < 100 << 20; written += piece.length) {
        out.write(piece);
      }
    }
    Terminal.Outcome outcome = check("text", "long.conf");
    isDecent(outcome);
    assertThat(outcome.out()).contains("error[SYN007]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "gcc"})
  void aWordOfFifteenMegabytesIsShownInPart(String format) throws IOException {
    whole("word.conf", "MaxRequestWorkers " + "x".repeat(15 << 20) + "\n");
    Terminal.Outcome outcome = check(format, "word.conf");
    isDecent(outcome);
    assertThat(outcome.out()).contains("MPM016");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", ""})
  void linesWithoutAnyMeaning(String line) throws IOException {
    Files.writeString(here.resolve("nothing.conf"), (line + "\n").repeat(3 * MILLION));
    Terminal.Outcome outcome = check("gcc", "nothing.conf");
    isDecent(outcome);
    assertThat(outcome.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "gcc"})
  void tenThousandTimesTheSameFault(String format) throws IOException {
    whole("faults.conf", "ThreadsPerChild abc # no\n".repeat(10_000));
    Terminal.Outcome outcome = check(format, "faults.conf");
    isDecent(outcome);
    assertThat(outcome.out()).contains("9900 more of MPM017 trailing-comment");
    if (format.equals("json")) {
      assertThat(JsonParser.parseString(outcome.out()).isJsonObject()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MaxRequestWorkers 300", "MaxClients 300", "Listen 8080", "LoadModule alias_module modules/mod_alias.so",
        "AssignUserID a b", "ServerName ${NOPE}", "<IfModule mpm_evnt.c>\n</IfModule>", "ServerAdmin \"x"
      })
  void oneLineAgainAndAgain(String line) throws IOException {
    whole("again.conf", (line + "\n").repeat(50_000));
    isDecent(check("gcc", "again.conf"));
  }

  @Test
  void numbersDeepInSectionsThatNobodyDecides() throws IOException {
    String text = "<IfModule nosuch.c>\n".repeat(2_000) + "MaxRequestWorkers 300\n".repeat(50_000);
    Files.writeString(here.resolve("deep.conf"), text);
    isDecent(check("gcc", "deep.conf"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "gcc"})
  void bytesOfAnyKind(String format) throws IOException {
    byte[] bytes = new byte[300_000];
    new Random(7).nextBytes(bytes);
    Files.write(here.resolve("binary.conf"), bytes);
    isDecent(check(format, "binary.conf"));
  }

  @Test
  void includesThatLeadInCirclesAndEverywhere() throws IOException {
    Files.createSymbolicLink(here.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(here.resolve("self"), Path.of("."));
    Files.writeString(here.resolve("circle.conf"), "Include \"" + here + "/circle.conf\"\n");
    whole("main.conf", "Include circle.conf\nInclude loop\nInclude self\nInclude self/self/*.conf\nInclude /**\n");
    Terminal.Outcome outcome = check("gcc", "main.conf");
    isDecent(outcome);
    assertThat(outcome.out()).contains("INC003", "INC004");
  }

  @Test
  void whatIsNoReadableFile() throws IOException {
    Files.createSymbolicLink(here.resolve("loop.conf"), Path.of("loop.conf"));
    Files.createDirectory(here.resolve("empty"));
    for (String file : new String[] {"loop.conf", "empty", "gone.conf", "/proc/self/mem"}) {
      Terminal.Outcome outcome = check("text", file);
      isDecent(outcome);
      assertThat(outcome.code()).as(file).isEqualTo(2);
      assertThat(outcome.err()).contains(file);
    }
  }
}
