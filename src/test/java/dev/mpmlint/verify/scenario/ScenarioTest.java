package dev.mpmlint.verify.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.verify.model.Replacement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What of a configuration the scratch copy keeps.
class ScenarioTest {
  private static final Path SCRATCH = Path.of("/scratch/1-bundled");
  private static final String EVENT = "LoadModule mpm_event_module modules/mod_mpm_event.so\n";

  private static Scenario scenario(String text) throws Exception {
    Settings settings =
        new Settings(
            InputKind.WHOLE, Layouts.find("debian").orElseThrow(), null, null, null, null, List.of(), Map.of(), false);
    SourceFile file = SourceFile.ofText("/etc/apache2/apache2.conf", text);
    Checked checked =
        Linter.lint(List.of(new Input.Text(file, Path.of("/etc/apache2/apache2.conf"))), settings).checked().getFirst();
    return Scenario.of(checked.subjects().getFirst(), checked.findings(), new Scenario.Machine(256, 512, false));
  }

  private static String copy(Scenario scenario, Variant variant) {
    return scenario.text(Scenario.nominal(), SCRATCH, Path.of("/scratch/site"), List.of(18_001, 18_002, 18_003), variant).text();
  }

  @Test
  void listensOnLoopbackAtItsOwnPorts() throws Exception {
    String text =
        copy(
            scenario(
                EVENT
                    + "Listen 80\nListen 10.1.2.3:8080\nListen [::]:443 https\n<VirtualHost *:80 10.1.2.3:8080>\nServerName a:80\n</VirtualHost>\n"),
            Variant.PLAIN);

    assertThat(text)
        .contains("\nListen 127.0.0.1:18001\nListen 127.0.0.1:18002\nListen 127.0.0.1:18003 https\n")
        .contains("\n<VirtualHost *:18001 127.0.0.1:18002>\nServerName a\n</VirtualHost>\n");
  }

  @Test
  void runsNoCommandAndWritesNothingElsewhere() throws Exception {
    Scenario scenario =
        scenario(
            EVENT
                + "Listen 80\nLoadModule perl_module modules/mod_perl.so\nLoadModule alias_module modules/mod_alias.so\nLoadModule rewrite_module modules/mod_rewrite.so\n"
                + "LoadModule ssl_module modules/mod_ssl.so\n"
                + "CustomLog \"|/usr/bin/rotatelogs /var/log/a 86400\" common\nErrorLog |/bin/logger\nErrorLog /var/log/e\n"
                + "RewriteMap m prg:/usr/local/bin/map\nSSLPassPhraseDialog exec:/usr/local/bin/phrase\n"
                + "ScriptAlias /cgi-bin/ /usr/lib/cgi-bin/\nPidFile /run/a.pid\nDocumentRoot /srv/www\n");
    String text = copy(scenario, Variant.PLAIN);

    assertThat(text)
        .doesNotContain("rotatelogs", "logger", "/var/log", "prg:", "exec:", "cgi-bin", "/run/", "/srv/www", "perl", "rewrite")
        .contains("PidFile \"/scratch/1-bundled/pid\"", "DocumentRoot \"/scratch/site\"");
    assertThat(scenario.replaced().stream().filter(Replacement::command).map(r -> r.at().line() + " " + r.what()))
        .containsExactly(
            "7 CustomLog \"|/usr/bin/rotatelogs /var/log/a 86400\" common",
            "8 ErrorLog |/bin/logger",
            "10 RewriteMap m prg:/usr/local/bin/map",
            "11 SSLPassPhraseDialog exec:/usr/local/bin/phrase",
            "12 ScriptAlias /cgi-bin/ /usr/lib/cgi-bin/");
    assertThat(scenario.replaced().stream().map(Replacement::what))
        .contains("PidFile /run/a.pid", "DocumentRoot /srv/www", "ErrorLog /var/log/e", "Listen 80");
  }

  @Test
  void leavesTheNumbersOfTheMpmAlone() throws Exception {
    String lines = "ServerLimit 0x10\nMaxClients \"60 \"\nThreadsPerChild 7\nMaxRequestWorkers 50\n";

    assertThat(copy(scenario(EVENT + "Listen 80\n" + lines), Variant.PLAIN)).contains("\n" + lines);
  }

  @Test
  void divideBigNumbersByOneFactor() throws Exception {
    Scenario scenario =
        scenario(
            EVENT
                + "Listen 80\nServerLimit 160\nMaxRequestWorkers 4000\nMinSpareThreads 200\nMaxSpareThreads 400\nStartServers 16\n");

    assertThat(scenario.scale().factor()).isEqualTo(8);
    assertThat(scenario.scale().reason()).contains("4000", "divided by 8");
    assertThat(copy(scenario, Variant.PATIENT))
        .contains("MaxRequestWorkers 500\n", "StartServers 2\n", "MinSpareThreads 25\n", "MaxSpareThreads 50\n")
        .doesNotContain("4000");
    assertThat(copy(scenario, Variant.PLAIN)).contains("MaxRequestWorkers 4000");
  }

  @Test
  void countsTheSecondProcessOfEachConnectionOfItk() throws Exception {
    String prefork = "LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\nListen 80\nMaxRequestWorkers 150\n";

    assertThat(scenario(prefork).scale().isNone()).isTrue();
    assertThat(scenario(prefork + "LoadModule mpm_itk_module modules/mpm_itk.so\n").scale().factor()).isEqualTo(2);
  }

  @Test
  void expectsNoTlsWhereNobodyListens() throws Exception {
    String ssl = EVENT + "LoadModule ssl_module modules/mod_ssl.so\nListen 80\n";

    assertThat(scenario(ssl + "<VirtualHost *:8443>\nSSLEngine on\n</VirtualHost>\n").tlsPorts()).isEmpty();
    assertThat(scenario(ssl + "<VirtualHost 1.2.3.4:8443 *>\nSSLEngine on\n</VirtualHost>\n").tlsPorts()).containsExactly(0);
  }

  @Test
  void tellsWhoServesAPlaceWhereOnlyTheHostsNameIsAskedFor() throws Exception {
    assertThat(Assigned.value("web-%{SERVER_NAME}.%{HTTP_HOST}", "a")).isEqualTo("web-a.a");
    assertThat(Assigned.value("daemon", "a")).isEqualTo("daemon");
    assertThat(Assigned.value("%{reqenv:WHO}", "a")).isNull();
    assertThat(Assigned.value("%{tolower:%{SERVER_NAME}}", "a")).isNull();
    assertThat(Assigned.value("$1", "a")).isNull();

    Scenario scenario =
        scenario(
            """
            LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
            LoadModule mpm_itk_module modules/mpm_itk.so
            Listen 80
            AssignUserID root root
            <VirtualHost *:80>
            ServerName a
            <Location /private>
            AssignUserIDExpr %{SERVER_NAME}-nobody
            </Location>
            <Location "~ /b">
            AssignUserID root root
            </Location>
            </VirtualHost>
            <VirtualHost *:80>
            ServerName b
            AssignUserIDExpr %{reqenv:WHO}
            </VirtualHost>
            """);

    assertThat(scenario.hosts()).extracting(h -> h.name() + h.path() + " " + h.user())
        .containsExactly("a root", "a/private ", "b ");
    assertThat(scenario.hosts().get(1).untried()).contains("there is no user a-nobody");
    assertThat(scenario.hosts().get(2).untried()).contains("AssignUserIDExpr makes of %{reqenv:WHO}");
    assertThat(copy(scenario, Variant.PLAIN)).contains("<Location /private>\nAssignUserIDExpr %{SERVER_NAME}-nobody\n</Location>")
        .doesNotContain("/b\"");
  }

  @Test
  void keepsWhatHttpdRefuses() throws Exception {
    Scenario scenario =
        scenario(EVENT + "Listen 80\nMinSpareServers 5\n<Directory />\n<Limit GET>\nStartServers 3\n</Limit>\n</Directory>\n");

    assertThat(copy(scenario, Variant.PLAIN))
        .contains("\nMinSpareServers 5\n<Directory />\n<Limit GET>\nStartServers 3\n</Limit>\n</Directory>\n");
    assertThat(scenario.predicted(Variant.PLAIN).refusal().orElseThrow().message())
        .startsWith("Invalid command 'MinSpareServers'");
  }

  @Test
  void liftsTimesForThoseThatHoldRequests() throws Exception {
    Scenario scenario =
        scenario(
            EVENT
                + "LoadModule reqtimeout_module modules/mod_reqtimeout.so\nListen 80\nTimeout 5\nRequestReadTimeout header=3\n");

    assertThat(copy(scenario, Variant.PATIENT))
        .doesNotContain("Timeout 5\n", "header=3")
        .contains("RequestReadTimeout header=0 body=0\n");
    assertThat(copy(scenario, Variant.PLAIN)).contains("\nTimeout 5\nRequestReadTimeout header=3\n");
  }

  @Test
  void speaksTlsWithACertificateOfItsOwn() throws Exception {
    Scenario scenario =
        scenario(
            EVENT
                + "LoadModule ssl_module modules/mod_ssl.so\nListen 443\n<VirtualHost *:443>\nServerName a\nSSLEngine on\n"
                + "SSLCertificateFile /etc/passwd\nSSLCertificateKeyFile /etc/group\n</VirtualHost>\n");

    assertThat(copy(scenario, Variant.PLAIN))
        .contains("SSLEngine on\nSSLCertificateFile \"/scratch/certificate.pem\"\nSSLCertificateKeyFile \"/scratch/certificate.pem\"\n")
        .contains("\nListen 127.0.0.1:18001\n", "\nListen 127.0.0.1:18002 http\n")
        .doesNotContain("/etc/passwd", "/etc/group");
    assertThat(scenario.tlsPorts()).containsExactly(0);
    assertThat(scenario.plainPort()).isEqualTo(1);
    assertThat(scenario.replaced().stream().map(r -> r.what() + " → " + r.by()))
        .contains(
            "SSLCertificateKeyFile /etc/group → a certificate made for this run",
            "no port without TLS → one port more, without TLS, at which experiments look");
  }

  @Test
  void looksAtAPortWithoutTls() throws Exception {
    Scenario scenario =
        scenario(
            EVENT
                + "LoadModule ssl_module modules/mod_ssl.so\nListen 443\nListen 80\n<VirtualHost *:443>\nSSLEngine on\n"
                + "</VirtualHost>\n<VirtualHost *:80>\nServerName b\n</VirtualHost>\n");

    assertThat(scenario.ports()).isEqualTo(2);
    assertThat(scenario.plainPort()).isEqualTo(1);
  }

  @Test
  void runsNoCgiAndHasItsSocketToItself() throws Exception {
    Scenario scenario =
        scenario(
            EVENT
                + "Listen 80\nLoadModule cgid_module modules/mod_cgid.so\nLoadModule alias_module modules/mod_alias.so\n"
                + "ScriptSock /run/cgi.sock\nScriptAlias /cgi-bin/ /usr/lib/cgi-bin/\n");

    assertThat(copy(scenario, Variant.PLAIN))
        .contains("LoadModule cgid_module", "\nScriptSock \"/scratch/1-bundled/cgi\"\n")
        .doesNotContain("/run/cgi", "cgi-bin");
    assertThat(scenario.replaced().stream().map(Replacement::what))
        .contains("ScriptSock /run/cgi.sock", "ScriptAlias /cgi-bin/ /usr/lib/cgi-bin/");
  }

  @Test
  void saysWhatAServerSaidInTheUsersWords() throws Exception {
    Scenario scenario = scenario(EVENT + "Listen 80\nKeepAliveTimeout \\\n  abc\n");
    CopyText text =
        scenario.text(Scenario.nominal(), SCRATCH, Path.of("/scratch/site"), List.of(18_001), Variant.PLAIN);
    int line = text.text().lines().toList().indexOf("KeepAliveTimeout abc") + 1;

    assertThat(text.inUsersWords("AH00526: Syntax error on line " + line + " of /scratch/1-bundled/httpd.conf:"))
        .isEqualTo("AH00526: Syntax error on line 4 of /etc/apache2/apache2.conf:");
    assertThat(text.inUsersWords("/scratch/1-bundled/httpd.conf:" + line + ": <X> was not closed."))
        .isEqualTo("/etc/apache2/apache2.conf:4: <X> was not closed.");
    assertThat(text.inUsersWords("line 1 of /scratch/1-bundled/httpd.conf")).isEqualTo("line 1 of /scratch/1-bundled/httpd.conf");
  }
}
