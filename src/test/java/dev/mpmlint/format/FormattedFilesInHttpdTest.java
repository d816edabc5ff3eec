package dev.mpmlint.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.edit.Edits;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real httpd prints the configuration that it read (mod_info's DUMP_CONFIG): the same before and after.
@RequiresProgram("apache2")
class FormattedFilesInHttpdTest {
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
  private static final List<String> MODULE_NAMES =
      List.of("mpm_event", "info", "macro", "authz_core", "headers", "env", "alias", "setenvif");

  @TempDir Path dir;

  @Test
  void httpdReadsTheSame() throws IOException, InterruptedException {
    RealHttpd httpd = RealHttpd.installed();
    int changed = 0;
    for (int seed = 0; seed < 60; seed++) {
      String text = preamble() + SoundText.of(new Random(seed));
      SourceFile before = SourceFile.of("httpd.conf", text.getBytes(StandardCharsets.ISO_8859_1));
      SourceFile after = Edits.apply(before, Formatter.edits(before, Indent.DEFAULT));
      RealHttpd.Answer was = dump(httpd, before);
      assertThat(was.err()).as(text).contains("Syntax OK");
      assertThat(dump(httpd, after)).as("%s%nbecame%n%s", before.text(), after.text()).isEqualTo(was);
      changed += after == before ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(50);
  }

  private RealHttpd.Answer dump(RealHttpd httpd, SourceFile file) throws IOException, InterruptedException {
    Path conf = dir.resolve("httpd.conf");
    Files.write(conf, file.bytes());
    return httpd.test(conf, "-D", "DUMP_CONFIG");
  }

  private String preamble() {
    StringBuilder text = new StringBuilder("ServerRoot " + dir + "\nServerName x\nListen 127.0.0.1:18080\n");
    text.append("ErrorLog ").append(dir).append("/error.log\n");
    for (String module : MODULE_NAMES) {
      text.append("LoadModule ").append(module).append("_module ").append(MODULES).append("/mod_").append(module).append(".so\n");
    }
    return text.toString();
  }
}
