package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

class OptionsTest {
  private static ParseResult parse(String... args) {
    return Commands.CHECK.line().parseArgs(args);
  }

  private static String format(ParseResult result) {
    return String.valueOf(result.<Object>matchedOptionValue(Options.FORMAT, "none"));
  }

  private static List<String> all(String option, ParseResult result) {
    return result.matchedOptionValue(option, List.of());
  }

  @Test
  void aValueMayBeAttachedOrFollow() {
    assertThat(format(parse("--format", "json", "a.conf"))).isEqualTo(format(parse("--format=json", "a.conf")));
    assertThat(all(Options.DEFINE, parse("-DFAST", "-D", "SSL", "-D=PHP"))).containsExactly("FAST", "SSL", "PHP");
    assertThat(all(Options.ENV, parse("--env=A=b=c"))).containsExactly("A=b=c");
    assertThat(parse("--root=").matchedOptionValue(Options.ROOT, "none")).isEmpty();
  }

  @Test
  void optionsAndOperandsMayBeMixed() {
    ParseResult result = parse("a.conf", "-q", "-", "--stdin-filename", "-x");
    assertThat(Options.operands(result)).containsExactly("a.conf", "-");
    assertThat(result.matchedOptionValue(Options.STDIN_FILENAME, "none")).isEqualTo("-x");
  }

  @Test
  void twoDashesEndTheOptions() {
    ParseResult result = parse("--", "-q", "--format");
    assertThat(Options.operands(result)).containsExactly("-q", "--format");
    assertThat(result.hasMatchedOption("-q")).isFalse();
  }

  @Test
  void theLastOfSeveralValuesCounts() {
    assertThat(format(parse("--format", "json", "--format", "gcc"))).isEqualTo("GCC");
  }

  @Test
  void textsAreTakenAsTheyAre() {
    ParseResult result = parse("@file", "${HOME}", "\"quoted\"", "--root", "${sys:user.home}");
    assertThat(Options.operands(result)).containsExactly("@file", "${HOME}", "\"quoted\"");
    assertThat(result.matchedOptionValue(Options.ROOT, "none")).isEqualTo("${sys:user.home}");
  }
}
