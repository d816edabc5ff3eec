package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static Arguments parse(String... args) throws UserError {
    return Arguments.parse(Commands.check(), List.of(args));
  }

  @Test
  void aValueMayBeAttachedOrFollow() throws UserError {
    assertThat(parse("--format", "json", "a.conf")).isEqualTo(parse("--format=json", "a.conf"));
    assertThat(parse("-DFAST", "-D", "SSL").all(Commands.DEFINE)).containsExactly("FAST", "SSL");
    assertThat(parse("--env=A=b=c").all(Commands.ENV)).containsExactly("A=b=c");
    assertThat(parse("--root=").value(Commands.ROOT)).contains("");
  }

  @Test
  void optionsAndOperandsMayBeMixed() throws UserError {
    assertThat(parse("a.conf", "-q", "-", "--mpm", "-x").operands()).containsExactly("a.conf", "-");
  }

  @Test
  void twoDashesEndTheOptions() throws UserError {
    assertThat(parse("--", "-q", "--format").operands()).containsExactly("-q", "--format");
    assertThat(parse("--", "-q").has(Commands.QUIET)).isFalse();
  }

  @Test
  void theLastOfSeveralValuesCounts() throws UserError {
    assertThat(parse("--format", "json", "--format", "gcc").value(Commands.FORMAT)).contains("gcc");
  }
}
