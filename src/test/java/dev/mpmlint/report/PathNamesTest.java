package dev.mpmlint.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathNamesTest {
  @Test
  void filesBelowTheWorkingDirectoryAreNamedRelativeToIt() {
    PathNames names = PathNames.relativeTo(Path.of("/home/me"));
    assertThat(names.of("/home/me/conf/httpd.conf")).isEqualTo("conf/httpd.conf");
    assertThat(names.of("/home/you/httpd.conf")).isEqualTo("/home/you/httpd.conf");
    assertThat(names.of("/home/me/a/../b.conf")).isEqualTo("b.conf");
  }

  @Test
  void namesThatWereGivenRelativeAndStandardInputStayAsTheyAre() {
    PathNames names = PathNames.relativeTo(Path.of("/home/me"));
    assertThat(names.of("../x.conf")).isEqualTo("../x.conf");
    assertThat(names.of("<stdin>")).isEqualTo("<stdin>");
  }

  @Test
  void peopleReadNamesRelativeToTheTree() {
    PathNames names = PathNames.forPeople(Path.of("/nowhere"), List.of(Path.of("/etc/httpd"), Path.of("/etc/httpd/.")));
    assertThat(names.of("/etc/httpd/conf.d/ssl.conf")).isEqualTo("conf.d/ssl.conf");
    assertThat(names.of("/etc/other/a.conf")).isEqualTo("/etc/other/a.conf");
  }

  @Test
  void withSeveralTreesNamesStayWhole() {
    PathNames names = PathNames.forPeople(Path.of("/nowhere"), List.of(Path.of("/srv/a"), Path.of("/srv/b")));
    assertThat(names.of("/srv/a/httpd.conf")).isEqualTo("/srv/a/httpd.conf");
  }

  @Test
  void aShortNameThatWouldMeanAnotherFileIsNotUsed(@TempDir Path here) throws IOException {
    Files.createDirectory(here.resolve("conf"));
    Files.writeString(here.resolve("conf/httpd.conf"), "");
    PathNames names = PathNames.forPeople(here, List.of(Path.of("/etc/httpd")));
    assertThat(names.of("/etc/httpd/conf/httpd.conf")).isEqualTo("/etc/httpd/conf/httpd.conf");
    assertThat(names.of("/etc/httpd/conf/other.conf")).isEqualTo("conf/other.conf");
  }

  @Test
  void filesInASentenceAreNamedLikeTheOthers() {
    PathNames names = PathNames.forPeople(Path.of("/home/me"), List.of(Path.of("/etc/httpd")));
    assertThat(names.in("loaded at /home/me/a.conf:3, from /etc/httpd/b.conf:4 (/home/me/c d/e.conf); write /opt/x"))
        .isEqualTo("loaded at a.conf:3, from b.conf:4 (c d/e.conf); write /opt/x");
    assertThat(names.in("httpd -t and/or a/b")).isEqualTo("httpd -t and/or a/b");
    assertThat(names.in("")).isEmpty();
  }
}
