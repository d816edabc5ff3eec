package dev.mpmlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a finding claims that httpd refuses to start, the installed one does, with the words that were claimed.
@RequiresProgram("apache2")
class RefusalsTest {
  private static final String MODULES = "/usr/lib/apache2/modules/";

  @TempDir Path folder;

  /// `CODE MPM LINES`, the lines separated by `|`; without an MPM: `-`.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SYN001 event </Directory>",
        "SYN001 event <IfModule event.c>|</Directory>|</IfModule>",
        "SYN002 event <Directory />|<Files x>|</Directory>",
        "SYN002 event <IfDefine NOT_THERE>|<Directory />|</Files>|</Directory>|</IfDefine>",
        "SYN003 event <Directory />",
        "SYN003 event <IfDefine NOT_THERE>",
        "SYN004 event <Directory /|</Directory>",
        "SYN004 event <IfModule event.c|</IfModule>",
        "SYN004 event <Directory />|</Directory >",
        "SYN005 event <VirtualHost>|</VirtualHost>",
        "SYN005 event <IfModule>|</IfModule>",
        "SYN005 event <Directory />|<Limit>|</Limit>|</Directory>",
        "CFG005 event <Directory />|<Limit TRACE>|</Limit>|</Directory>",
        "CFG005 event <Directory />|<Limit GET>|<LimitExcept -1>|</LimitExcept>|</Limit>|</Directory>",
        "CFG005 event <Directory />|<Limit GET>|<Limit POST>|</Limit>|</Limit>|</Directory>",
        "CFG005 event <Directory />|<Limit GET>|<Limit HEAD>|</Limit>|</Limit>|</Directory>",
        "CFG005 event <Directory />|<Limit GET>|<Limit get>|</Limit>|</Limit>|</Directory>",
        "CFG005 event <Directory />|<LimitExcept GET>|<LimitExcept GET>|</LimitExcept>|</LimitExcept>|</Directory>",
        "SYN016 event Define app:port 8080",
        "SYN017 event <IfVersion >=2.4>|</IfVersion>",
        "SYN017 event <IfVersion => 2.4>|</IfVersion>",
        "SYN018 event LoadModule macro_module " + MODULES + "mod_macro.so|Use Site x",
        "SYN019 event LoadModule unixd_module " + MODULES + "mod_unixd.so",
        "SYN019 event LoadModule alias_modul " + MODULES + "mod_alias.so",
        "SYN019 event LoadModule rewrite_module " + MODULES + "mod_alias.so",
        "CFG003 event <Directory />|<RequireAll>|Require all granted|ServerLimit 5|</RequireAll>|</Directory>",
        "SYN020 event Include a b",
        "SYN020 event LoadModule status_module",
        "SYN020 event Define a b c",
        "INC001 event Include conf.d/tuning.conf",
        "INC002 event Include *.nothing",
        "INC003 event Include c",
        "INC004 event Include /dev/zero",
        "MPM001 - ",
        "MPM001 - LoadModule mpm_itk_module " + MODULES + "mpm_itk.so",
        "MPM002 event LoadModule mpm_prefork_module " + MODULES + "mod_mpm_prefork.so",
        "MPM004 event LoadModule php_module " + MODULES + "libphp8.2.so",
        "MPM004 worker LoadModule php_module " + MODULES + "libphp8.2.so",
        "MPM008 prefork ThreadsPerChild 25",
        "MPM008 event minspareservers 5",
        "MPM008 worker AsyncRequestWorkerFactor 2",
        "MPM008 prefork AssignUserID www-data www-data",
        "MPM017 event MaxRequestWorkers 150 # enough",
        "MPM017 prefork ListenBacklog 511 #",
        "MPM036 event AcceptMutex flock",
        "MPM036 event RewriteLogLevel 3",
        "MPM037 event Mutex default mpm-accept",
        "MPM037 prefork Mutex none mpm-accept",
        "MPM037 worker Mutex None mpm-accept",
        "MPM042 event <VirtualHost *>|maxrequestworkers 50|</VirtualHost>",
        "MPM042 event <VirtualHost *>|<directory />|StartServers 5|</directory>|</VirtualHost>",
        "MPM042 event <Directory />|<Limit GET>|Listen 8080|</Limit>|</Directory>",
        "MPM042 event <If \"true\">|ThreadsPerChild 5|</If>",
        "MPM043 event ListenBacklog 0",
        "MPM043 event ListenCoresBucketsRatio x",
        "MPM043 event ListenTCPDeferAccept -1",
        "MPM043 event SendBufferSize 511",
        "MPM043 event ReceiveBufferSize 4k",
        "MPM043 prefork ThreadStackSize -1",
        "MPM043 event MaxMemFree -2048",
        "MPM043 event AsyncRequestWorkerFactor 0",
        "MPM043 event AsyncRequestWorkerFactor 2x",
        "MPM044 event MaxRequestWorkers",
        "MPM044 event MaxRequestWorkers \"\"",
        "MPM044 event ThreadLimit 64 64"
      })
  void httpdRefusesWithTheseWords(String row) throws Exception {
    String[] parts = row.split(" ", 3);
    Fixture fixture = server(parts[1], parts[2]);
    List<String> claimed = new ArrayList<>();
    for (Finding finding : Checking.findings(fixture, folder)) {
      if (finding.rule().code().equals(parts[0])) {
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        finding.claims().forEach(c -> claimed.add(((Claim.RefusesToStart) c).message()));
      }
    }

    RealHttpd.Answer answer = RealHttpd.installed().test(folder.resolve(Fixture.MAIN));

    assertThat(claimed).hasSize(1);
    assertThat(answer.exitCode()).isNotZero();
    assertThat(answer.err().replace("httpd:", "apache2:")).contains(claimed.getFirst());
  }

  /// What httpd takes, no rule may call an error, but for a number that it misreads.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "event <Directory /> # note|</Directory> # note",
        "event <Directory / >|</DIRECTORY>",
        "event <IfModule event.c>",
        "event Define A \"\"|Define B",
        "event <IfVersion !> 2.5>|</IfVersion>",
        "event Include /dev/null",
        "event IncludeOptional nothing/*.conf",
        "event LoadModule mpm_event_module " + MODULES + "mod_mpm_event.so",
        "event LoadModule cgi_module " + MODULES + "mod_cgi.so",
        "event ThreadStackSize abc|MaxMemFree abc|ListenBacklog 4294967297|SendBufferSize abc",
        "event AsyncRequestWorkerFactor nan",
        "event MaxRequestWorkers 150#x",
        "event MaxRequestWorkers \"150\"",
        "prefork Mutex default mpm-accept",
        "prefork LoadModule php_module " + MODULES + "libphp8.2.so",
        "prefork LoadModule http2_module " + MODULES + "mod_http2.so|Protocols h2 http/1.1",
        "prefork <IfModule event.c>|ThreadsPerChild 25|</IfModule>",
        "prefork ThreadStackSize 1048576|MaxMemFree 2048|MaxConnectionsPerChild 10",
        "event ErrorDocument 404 \"not here"
      })
  void whatHttpdTakesIsNoError(String row) throws Exception {
    String[] parts = row.split(" ", 2);
    Fixture fixture = server(parts[0], parts[1]);
    List<Finding> findings = Checking.findings(fixture, folder);

    RealHttpd.Answer answer = RealHttpd.installed().test(folder.resolve(Fixture.MAIN));

    assertThat(answer.err()).contains("Syntax OK");
    assertThat(findings.stream().filter(RefusalsTest::isError).map(Finding::message)).isEmpty();
  }

  @Test
  void itkWithThreadsPassesTheSyntaxCheckAndThenFails() throws Exception {
    Fixture fixture = server("event", "LoadModule mpm_itk_module " + MODULES + "mpm_itk.so");
    List<Finding> findings = Checking.findings(fixture, folder);
    Finding itk = findings.stream().filter(f -> f.rule().equals(ItkWithThreadedMpm.INFO)).findFirst().orElseThrow();
    Path main = folder.resolve(Fixture.MAIN);
    RealHttpd httpd = RealHttpd.installed();

    assertThat(httpd.test(main).err()).contains("Syntax OK");
    RealHttpd.Answer started = httpd.run(java.time.Duration.ofSeconds(30), "-f", main.toString(), "-D", "FOREGROUND");
    assertThat(started.exitCode()).isNotZero();
    assertThat(Files.readString(folder.resolve("error.log")))
        .contains(((Claim.RefusesToStart) itk.claims().getFirst()).message());
  }

  private Fixture server(String mpm, String lines) throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    String load =
        mpm.equals("-") ? "" : "LoadModule mpm_" + mpm + "_module " + MODULES + "mod_mpm_" + mpm + ".so\n";
    String text =
        "# fixture: whole layout=debian files\nServerRoot " + folder + "\nDefaultRuntimeDir " + folder + "\n" + load
            + "LoadModule authz_core_module " + MODULES + "mod_authz_core.so\n"
            + "ServerName localhost\nListen 127.0.0.1:18971\nPidFile " + folder + "/httpd.pid\nErrorLog " + folder
            + "/error.log\n" + lines.replace('|', '\n') + "\n";
    // Short names: httpd cuts what it says of 128 levels behind 8 KB.
    return Fixture.of(mpm + " " + lines, Map.of(Fixture.MAIN, text, "c", "Include c\n"), Fixture.MAIN);
  }

  private static boolean isError(Finding finding) {
    return finding.severity() == Severity.ERROR && !finding.rule().equals(NotAnInteger.INFO);
  }
}
