package dev.mpmlint.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.AnnotationSupport;

class RequiresProgramTest {
  @TempDir Path bin;

  @BeforeEach
  void putOneProgramThere() throws IOException {
    Path present = Files.createFile(bin.resolve("present"));
    assertThat(present.toFile().setExecutable(true)).isTrue();
    Files.createFile(bin.resolve("not-executable"));
    Files.createDirectory(bin.resolve("folder"));
  }

  @Test
  void aTestWhoseProgramIsThereRuns() {
    assertThat(condition(Map.of()).evaluate(List.of("present")).isDisabled()).isFalse();
    assertThat(condition(Map.of("CI", "true")).evaluate(List.of("present")).isDisabled()).isFalse();
  }

  @Test
  void aTestWhoseProgramIsMissingIsSkippedAndSaysSo() {
    var result = condition(Map.of()).evaluate(List.of("present", "apache2"));

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).contains("skipped: apache2 is not installed");
  }

  @Test
  void everyMissingProgramIsNamed() {
    assertThat(condition(Map.of()).evaluate(List.of("apache2", "php-fpm8.2")).getReason())
        .contains("skipped: apache2 and php-fpm8.2 are not installed");
  }

  @Test
  void inCiAMissingProgramIsAFailure() {
    assertThatIllegalStateException()
        .isThrownBy(() -> condition(Map.of("CI", "true")).evaluate(List.of("apache2")))
        .withMessageStartingWith("apache2 is not installed");
  }

  @Test
  void aModuleIsNamedByItsPathAndNeedNotBeExecutable() {
    String module = bin.resolve("not-executable").toString();

    assertThat(condition(Map.of()).evaluate(List.of(module)).isDisabled()).isFalse();
    assertThat(condition(Map.of()).evaluate(List.of(module + ".so")).getReason())
        .contains("skipped: " + module + ".so is not installed");
  }

  @Test
  void aFolderOrAFileThatCannotRunIsNoProgram() {
    Programs programs = new Programs(List.of(bin));

    assertThat(programs.find("not-executable")).isEmpty();
    assertThat(programs.find("folder")).isEmpty();
    assertThat(programs.find("present")).contains(bin.resolve("present"));
  }

  @Test
  void sbinIsSearchedWhateverThePathSays() {
    assertThat(Programs.ofThisMachine().folders()).contains(Path.of("/usr/sbin"));
  }

  @Test
  void subclassesInheritTheNeed() {
    assertThat(AnnotationSupport.findAnnotation(Derived.class, RequiresProgram.class))
        .hasValueSatisfying(r -> assertThat(r.value()).containsExactly("apache2"));
  }

  private ProgramCondition condition(Map<String, String> environment) {
    return new ProgramCondition(new Programs(List.of(bin)), environment);
  }

  @RequiresProgram("apache2")
  private static class Base {}

  private static final class Derived extends Base {}
}
