package dev.mpmlint.httpd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedHttpdVTest {
  @Test
  void reads_version_mpm_and_paths_of_a_2_4() {
    SavedHttpdV output = understood("""
        AH00558: apache2: Could not reliably determine the server's fully qualified domain name, using 127.0.1.1.
        Server version: Apache/2.4.71 (Debian)
        Server built:   2026-11-12T08:58:41
        Server MPM:     event
          threaded:     yes (fixed thread count)
            forked:     yes (variable process count)
        Server compiled with....
         -D APR_HAS_SENDFILE
         -D DYNAMIC_MODULE_LIMIT=256
         -D HTTPD_ROOT="/etc/apache2"
         -D SERVER_CONFIG_FILE="apache2.conf"
        """);

    assertThat(output.version()).contains(new HttpdVersion(2, 4, 71));
    assertThat(output.mpm()).contains("event");
    assertThat(output.root()).contains("/etc/apache2");
    assertThat(output.configFile()).contains("apache2.conf");
    assertThat(output.compiledIn()).isEmpty();
  }

  @Test
  void reads_the_compiled_in_modules_and_the_mpm_among_them() {
    SavedHttpdV output = understood(
        "Compiled in modules:\r\n  core.c\r\n  worker.c\r\n  http_core.c\r\n  mod_so.c\r\n");

    assertThat(output.compiledIn()).containsExactly("core.c", "worker.c", "http_core.c", "mod_so.c");
    assertThat(output.mpm()).contains("worker");
    assertThat(output.version()).isEmpty();
  }

  @Test
  void reads_both_outputs_in_one_file() {
    SavedHttpdV output = understood("""
        [root@web ~]# httpd -V; httpd -l
        Server version: Apache/2.2.15 (Unix)
        Server MPM:     Prefork
         -D HTTPD_ROOT="/etc/httpd"
         -D SERVER_CONFIG_FILE="conf/httpd.conf"
        Compiled in modules:
          core.c
          prefork.c
          http_core.c
          mod_so.c
        suexec: disabled; invalid wrapper /usr/sbin/suexec.c
        """);

    assertThat(output.version()).contains(new HttpdVersion(2, 2, 15));
    assertThat(output.mpm()).contains("prefork");
    assertThat(output.compiledIn()).containsExactly("core.c", "prefork.c", "http_core.c", "mod_so.c");
  }

  @Test
  void a_2_0_tells_its_mpm_by_its_folder() {
    SavedHttpdV output = understood("""
        Server version: Apache/2.0.52
        Server built:   Feb  5 2009
        Server's Module Magic Number: 20020903:9
        Server compiled with....
         -D APACHE_MPM_DIR="server/mpm/prefork"
         -D HTTPD_ROOT="/etc/httpd"
        """);

    assertThat(output.mpm()).contains("prefork");
    assertThat(output.version()).contains(new HttpdVersion(2, 0, 52));
  }

  @ParameterizedTest
  @CsvSource({"WinNT,winnt", "NetWare_Threaded,netware", "MPMT_OS2,mpmt_os2", "Beos,beos", "event,event"})
  void the_shown_name_becomes_the_short_name(String shown, String name) {
    assertThat(understood("Server MPM:     " + shown + "\n").mpm()).contains(name);
  }

  @Test
  void an_empty_mpm_is_none() {
    SavedHttpdV output = understood("Server version: Apache/2.4.71 (Debian)\nServer MPM:     \n");

    assertThat(output.mpm()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello\n", "\0\0\0", "-D\n-D =\n", "Server version:\nServer MPM:\n",
      "Server version: Apache/two"})
  void what_is_no_such_output_is_refused_with_a_reason(String text) {
    assertThat(SavedHttpdV.parse(text))
        .isInstanceOfSatisfying(SavedHttpdV.Reading.NotUsable.class, n -> assertThat(n.reason()).isNotBlank());
  }

  @Test
  void endless_input_is_not_read_to_the_end() {
    String text = "Compiled in modules:\n" + "  core.c\n".repeat(1_000_000);

    assertThat(understood(text).compiledIn()).hasSizeLessThan(10_000);
  }

  private static SavedHttpdV understood(String text) {
    return switch (SavedHttpdV.parse(text)) {
      case SavedHttpdV.Reading.Understood(SavedHttpdV output) -> output;
      case SavedHttpdV.Reading.NotUsable(String reason) -> throw new AssertionError(reason);
    };
  }
}
