package dev.mpmlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What takes the place of directives that are gone: the real httpd takes it where it refuses the old line.
class SuccessorTest {
  private static final String MODULES = "/usr/lib/apache2/modules/";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  /// `MPM | OLD | NEW`; where NEW is missing, nothing is certain, and the line is commented out.
  @RequiresProgram("apache2")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "prefork | AcceptMutex flock | Mutex flock mpm-accept",
        "prefork | AcceptMutex sysvsem | Mutex sysvsem mpm-accept",
        "worker | AcceptMutex default | Mutex default mpm-accept",
        "event | AcceptMutex flock | ",
        "event | SSLMutex default | Mutex default ssl-cache",
        "event | SSLMutex file:/var/lock/apache2/ssl_mutex | Mutex file:/var/lock/apache2 ssl-cache",
        "event | SSLMutex flock:ssl_mutex | ",
        "event | SSLMutex none | ",
        "event | RewriteLock /var/lock/apache2/rewrite | Mutex file:/var/lock/apache2 rewrite-map",
        "event | RewriteLock \"/var/my locks/rewrite\" | ",
        "event | RewriteLogLevel 3 | LogLevel rewrite:trace3",
        "event | RewriteLogLevel 9 | LogLevel rewrite:trace8",
        "event | RewriteLogLevel 0 | ",
        "event | RewriteLog rewrite.log | ",
        "event | LockFile accept.lock | ",
        "event | CookieLog \"cookies.log\" | CustomLog \"cookies.log\" \"%{Cookie}n \\\"%r\\\" %t\"",
        "event | RefererLog referers.log | CustomLog referers.log \"%{Referer}i -> %U\"",
        "event | AuthDigestFile users | AuthUserFile users",
        "event | AuthDigestGroupFile \"groups\" | AuthGroupFile \"groups\""
      })
  void httpdTakesTheNewLine(String mpm, String old, @org.jspecify.annotations.Nullable String fresh) throws Exception {
    boolean inFolder = old.startsWith("AuthDigest");
    String line = inFolder ? "<Directory /srv>\n" + old + "\n</Directory>" : old;
    Fixture fixture = Fixture.of(old, Map.of(Fixture.MAIN, server(mpm) + line + "\n"), Fixture.MAIN);
    List<Finding> findings = Checking.findings(fixture, folder);
    Finding gone = findings.stream().filter(f -> f.rule().equals(RemovedDirective.INFO)).findFirst().orElseThrow();
    Path main = folder.resolve(Fixture.MAIN);
    assertThat(RealHttpd.installed().test(main).err()).contains("Invalid command");

    Fix first = gone.fixes().getFirst();
    assertThat(first.description()).isEqualTo(fresh == null ? "comment out the line" : "write " + fresh);
    assertThat(gone.fixes().getLast().description()).isEqualTo("comment out the line");
    String written = fresh == null ? "#" + old : fresh;
    Files.writeString(main, Files.readString(main).replace(old, written));

    RealHttpd.Answer answer = RealHttpd.installed().test(main);
    assertThat(answer.err()).contains("Syntax OK");
  }

  private String server(String mpm) {
    StringBuilder text = new StringBuilder("# fixture: whole layout=debian\n");
    text.append("ServerRoot ").append(folder).append("\nDefaultRuntimeDir ").append(folder).append('\n');
    for (String module : List.of("authz_core", "authn_core", "authn_file", "authz_user", "authz_groupfile", "socache_shmcb", "ssl", "rewrite")) {
      text.append("LoadModule ").append(module).append("_module ").append(MODULES).append("mod_").append(module).append(".so\n");
    }
    text.append("LoadModule mpm_").append(mpm).append("_module ").append(MODULES).append("mod_mpm_").append(mpm).append(".so\n");
    return text + "ServerName localhost\nListen 127.0.0.1:18972\nPidFile httpd.pid\nErrorLog error.log\n";
  }
}
