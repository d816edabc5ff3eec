package dev.mpmlint.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.LintResult;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.RunningHttpd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the rules say of configurations that `apache2 -t` takes, the running server does: it does not start, answers from
/// another virtual host, with 403 or with 500; and where they say nothing, it does none of that.
@RequiresProgram("apache2")
class ServedAsFindingsSayTest {
  private static final String MODULES = "/usr/lib/apache2/modules/";

  @TempDir Path folder;

  private int port;

  @BeforeEach
  void aPortAndAFolderThatChildrenMayRead() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    port = Engine.freePort();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Listen @P|Listen 127.0.0.1:@P",
        "Listen 127.0.0.1:@P|Listen @P",
        "Listen 0.0.0.0:@P|Listen 127.0.0.1:@P",
        "Listen 127.0.0.1:@P|Listen 0.0.0.0:@P",
        "Listen 0.0.0.0:@P|Listen @P"
      })
  void httpdDoesNotStart(String lines) throws Exception {
    List<String> codes = codes(configuration(lines));

    assertThat(codes).contains(lines.isEmpty() ? "CFG011" : "CFG010");
    assertThat(RealHttpd.installed().test(main()).err()).contains("Syntax OK");
    assertThatThrownBy(() -> RealHttpd.installed().start(main()).close())
        .hasMessageContaining("no listening sockets available")
        .hasMessageContaining(lines.isEmpty() ? "AH00015" : "AH00072");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Listen 127.0.0.1:@P|Listen 127.0.0.2:@P", "Listen @P|Listen 0.0.0.0:@P"})
  void httpdStarts(String lines) throws Exception {
    assertThat(codes(configuration(lines))).doesNotContain("CFG010", "CFG011");

    try (RunningHttpd httpd = RealHttpd.installed().start(main())) {
      assertThat(httpd.pid()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AH01597 LoadModule mime_module " + MODULES + "mod_mime.so|TypesConfig /nowhere/at/all/mime.types",
        "AH00099 PidFile /nowhere/at/all/httpd.pid"
      })
  void httpdMissesAFileWhenItStarts(String row) throws Exception {
    String[] parts = row.split(" ", 2);
    Fixture fixture = configuration("Listen 127.0.0.1:@P|" + parts[1]);
    Fixture withFiles =
        Fixture.of("", Map.of(Fixture.MAIN, fixture.mainText().replaceFirst("\n", " files\n")), Fixture.MAIN);

    assertThat(codes(withFiles)).containsExactly("CFG008");
    assertThat(RealHttpd.installed().test(main()).err()).contains("Syntax OK");
    assertThatThrownBy(() -> RealHttpd.installed().start(main()).close()).hasMessageContaining(parts[0]);
  }

  /// `STATUS LINE`: the request line has 18 characters, its header lines less than 100.
  @ParameterizedTest
  @ValueSource(strings = {"414 LimitRequestLine 8k", "200 LimitRequestLine 8192", "400 LimitRequestFields 1k", "400 LimitRequestFieldsize 4K"})
  void aNumberIsReadUpToItsUnit(String row) throws Exception {
    String[] parts = row.split(" ", 2);
    file("site/who", "site");
    String lines = "Listen 127.0.0.1:@P|DocumentRoot @D|<Directory @D>|Require all granted|</Directory>|" + parts[1];
    List<String> codes = codes(configuration(lines.replace("@D", folder + "/site")));

    assertThat(codes).isEqualTo(parts[0].equals("200") ? List.of() : List.of("CFG022"));
    try (RunningHttpd _ = RealHttpd.installed().start(main())) {
      assertThat(get("/who", "localhost")).startsWith("HTTP/1.1 " + parts[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AH02291 ErrorLog /nowhere/at/all/error.log",
        "AH02297 CustomLog /nowhere/at/all/access.log common",
        "AH02291 <VirtualHost *:@P>|ServerName a|ErrorLog /nowhere/at/all/error.log|</VirtualHost>"
      })
  void httpdMissesTheFolderOfALog(String row) throws Exception {
    String[] parts = row.split(" ", 2);
    String text = configuration("Listen 127.0.0.1:@P|" + parts[1]).mainText().replaceFirst("\n", " files\n");
    List<Finding> findings = Checking.findings(Fixture.of("", Map.of(Fixture.MAIN, text), Fixture.MAIN), folder);
    RealHttpd.Answer answer = RealHttpd.installed().test(main());

    assertThat(findings.stream().filter(f -> f.rule().equals(LogFolderNotFound.INFO)).map(Finding::message))
        .singleElement()
        .asString()
        .contains("(" + parts[0] + ")");
    assertThat(answer.ok()).isFalse();
    assertThat(answer.err()).contains(parts[0]);
  }

  @Test
  void httpdWarnsOfWhatHasNoEffectAndOfAMissingDocumentRoot() throws Exception {
    String lines =
        "Listen 127.0.0.1:@P|NameVirtualHost *:80|DefaultType text/plain|LoadModule rewrite_module " + MODULES
            + "mod_rewrite.so|RewriteOptions MaxRedirects=3|<VirtualHost *:@P>|ServerName a|DocumentRoot /nowhere/at/all|</VirtualHost>";
    Fixture fixture = configuration(lines);
    String text = fixture.mainText().replaceFirst("\n", " files\n");
    List<Finding> findings = Checking.findings(Fixture.of("", Map.of(Fixture.MAIN, text), Fixture.MAIN), folder);
    String said = RealHttpd.installed().test(main()).err();

    List<String> warnings =
        findings.stream().filter(f -> f.severity() == Severity.WARNING).map(f -> f.rule().code()).toList();
    assertThat(warnings).containsExactly("CFG017", "CFG017", "CFG017", "CFG009");
    assertThat(said).contains("AH00548", "AH00117", "AH00664", "AH00112", "Syntax OK");
    for (Finding f : findings) {
      int number = f.severity() == Severity.WARNING ? f.message().indexOf("(AH") : -1;
      assertThat(number < 0 || said.contains(f.message().substring(number + 1, number + 8))).as(f.message()).isTrue();
    }
  }

  /// `CODE HOST ANSWER LINES`: who answers a request for that host. `one` and `two` are virtual hosts.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CFG012 a.test one <VirtualHost *:@P>|ServerName a.test|@one|</VirtualHost>|<VirtualHost *:@P>|ServerName A.test|@two|</VirtualHost>",
        "CFG012 x.a.test one <VirtualHost *:@P>|ServerName a.test|ServerAlias *.a.test|@one|</VirtualHost>|<VirtualHost *:@P>|ServerName x.a.test|@two|</VirtualHost>",
        "CFG012 a.test one <VirtualHost _default_:@P>|ServerName a.test|@one|</VirtualHost>|<VirtualHost *:@P>|ServerName b.test|ServerAlias a.test|@two|</VirtualHost>",
        "- b.test two <VirtualHost *:@P>|ServerName a.test|@one|</VirtualHost>|<VirtualHost *:@P>|ServerName b.test|@two|</VirtualHost>",
        "- a.test two <VirtualHost *:@P>|ServerName a.test|@one|</VirtualHost>|<VirtualHost 127.0.0.1:@P>|ServerName a.test|@two|</VirtualHost>",
        "CFG013 two.test one <VirtualHost *:@P>|ServerName a.test|@one|</VirtualHost>|<VirtualHost *:@P>|@two|</VirtualHost>",
        "CFG014 a.test main <VirtualHost *:1>|ServerName a.test|@one|</VirtualHost>"
      })
  void theVirtualHostAnswersThatIsNamed(String row) throws Exception {
    String[] parts = row.split(" ", 4);
    for (String name : List.of("one", "two", "main")) {
      file(name + "/who", name);
    }
    String lines = parts[3].replace("@one", "DocumentRoot " + folder + "/one").replace("@two", "DocumentRoot " + folder + "/two");
    List<String> codes =
        codes(configuration("Listen 127.0.0.1:@P|DocumentRoot " + folder + "/main|<Directory " + folder + ">|Require all granted|</Directory>|" + lines));

    assertThat(codes.stream().filter(c -> c.startsWith("CFG"))).isEqualTo(parts[0].equals("-") ? List.of() : List.of(parts[0]));
    try (RunningHttpd _ = RealHttpd.installed().start(main())) {
      assertThat(get("/who", parts[1])).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n" + parts[2]);
    }
  }

  /// `CODE STATUS LINES`, `@D` being the folder that is asked for.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CFG016 403 <Directory @D>|Require all granted|Order deny,allow|Deny from all|</Directory>",
        "CFG016 403 <Directory />|Require all denied|</Directory>|<Directory @D>|Order allow,deny|Allow from all|</Directory>",
        "CFG016 403 <Directory />|Order deny,allow|Deny from all|</Directory>|<Directory @D>|Require all granted|</Directory>",
        "- 200 <Directory />|Require all denied|</Directory>|<Directory @D>|Order allow,deny|Allow from all|Satisfy any|</Directory>",
        "- 200 <Directory />|Order deny,allow|Deny from all|</Directory>|<Directory @D>|Require all granted|</Directory>|<Location />|Order allow,deny|Allow from all|</Location>",
        "- 200 <Directory />|Require all denied|</Directory>|<Directory @D>|Require all granted|</Directory>",
        "- 200 <Directory @D>|Order allow,deny|Allow from all|</Directory>"
      })
  void mixedAccessControlIsAnsweredWith403(String row) throws Exception {
    String[] parts = row.split(" ", 3);
    file("site/who", "site");
    String loads = "LoadModule access_compat_module " + MODULES + "mod_access_compat.so|Listen 127.0.0.1:@P|DocumentRoot @D|";
    List<String> codes = codes(configuration((loads + parts[2]).replace("@D", folder + "/site")));

    assertThat(codes.contains("CFG016")).isEqualTo(parts[0].equals("CFG016"));
    try (RunningHttpd _ = RealHttpd.installed().start(main())) {
      assertThat(get("/who", "localhost")).startsWith("HTTP/1.1 " + parts[1]);
    }
  }

  /// The lines that `--unsafe-fixes` writes let the same client in, and keep it out.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "200 Order allow,deny|Allow from all",
        "403 Order allow,deny|Allow from all|Deny from 127.0.0.1",
        "403 Order deny,allow|Deny from all",
        "200 Order deny,allow|Deny from all|Allow from 127",
        "403 Order deny,allow|Deny from all|Allow from 10.0.0.0/8",
        "200 Order deny,allow|Deny from 10.1",
        "200 Order mutual-failure|Allow from 127.0.0.0/8",
        "403 Order allow,deny"
      })
  void whatIsWrittenInsteadSaysTheSame(String row) throws Exception {
    String[] parts = row.split(" ", 2);
    file("site/who", "site");
    String start = "LoadModule access_compat_module " + MODULES + "mod_access_compat.so|Listen 127.0.0.1:@P|DocumentRoot @D|<Directory @D>|Options None|";
    Fixture old = configuration((start + parts[1] + "|</Directory>").replace("@D", folder + "/site"));
    Fix fix =
        Checking.findings(old, folder).stream()
            .filter(f -> f.rule().equals(OldAccessControl.INFO))
            .flatMap(f -> f.fixes().stream())
            .findFirst()
            .orElseThrow();
    assertThat(status()).isEqualTo(parts[0]);

    StringBuilder text = new StringBuilder(Files.readString(main(), StandardCharsets.ISO_8859_1));
    fix.edits().stream()
        .sorted((a, b) -> Integer.compare(b.at().start(), a.at().start()))
        .forEach(e -> text.replace(e.at().start(), e.at().end(), e.replacement()));
    Files.writeString(main(), text.toString(), StandardCharsets.ISO_8859_1);
    assertThat(text.toString()).contains("Require ").doesNotContain("Order ", "Allow from", "Deny from");
    assertThat(status()).isEqualTo(parts[0]);
  }

  private String status() throws Exception {
    try (RunningHttpd _ = RealHttpd.installed().start(main())) {
      return get("/who", "localhost").substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
    }
  }

  /// `CODE STATUS SERVER > HTACCESS`
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CFG020 500 AllowOverride FileInfo > Options None",
        "CFG020 500 AllowOverride AuthConfig Limit > DirectoryIndex x",
        "CFG020 500 AllowOverride None|AllowOverrideList Redirect > DirectoryIndex x",
        "CFG020 200 AllowOverride FileInfo Nonfatal=Override > Options None",
        "- 200 AllowOverride All > Options None",
        "- 200 AllowOverride Options > Options None",
        "- 200 AllowOverride Indexes > DirectoryIndex x",
        "- 200 AllowOverride None|AllowOverrideList DirectoryIndex > DirectoryIndex x",
        "- 200 AllowOverride Options > <Files y>|Options None|</Files>",
        "CFG020 500 AllowOverride Indexes > <Files y>|Options None|</Files>",
        "CFG021 200 AllowOverride None > Options None",
        "CFG020 500 # > Options None",
        "- 200 # > # nothing",
        "CFG020 500 AllowOverride All Options=Indexes > Options FollowSymLinks",
        "- 200 AllowOverride Options=Indexes > Options Indexes",
        "- 200 AllowOverride Options=Indexes > Options None",
        "CFG020 500 AllowOverride None|AllowOverrideList DirectoryIndex > <IfModule core.c>|DirectoryIndex x|</IfModule>",
        "CFG020 500 AllowOverride FileInfo > <IfModule mod_dir.c>|DirectoryIndex x|</IfModule>",
        "- 200 AllowOverride FileInfo > <IfModule mod_rewrite.c>|DirectoryIndex x|</IfModule>"
      })
  void whatAllowOverrideForbidsIsAnsweredWith500(String row) throws Exception {
    String[] parts = row.split(" ", 3);
    String[] sides = parts[2].split(" > ", 2);
    file("site/who", "site");
    Path htaccess = file("site/.htaccess", sides[1].replace('|', '\n') + "\n");
    Fixture fixture =
        configuration(
            ("Listen 127.0.0.1:@P|DocumentRoot @D|<Directory />|Require all granted|</Directory>|<Directory @D>|" + sides[0]
                    + "|</Directory>")
                .replace("@D", folder + "/site"));
    Path main = fixture.write(folder);

    LintResult result =
        Linter.lint(
            List.of(new Input.OnDisk(main), new Input.OnDisk(htaccess)), dev.mpmlint.lint.Settings.NONE);

    List<String> codes = new ArrayList<>();
    for (Finding f : result.findings()) {
      if (f.at().file().name().endsWith(".htaccess")) {
        codes.add(f.rule().code());
        boolean answers500 = f.severity() == Severity.ERROR;
        assertThat(answers500).as(f.message()).isEqualTo(parts[1].equals("500"));
      }
    }
    assertThat(codes).isEqualTo(parts[0].equals("-") ? List.of() : List.of(parts[0]));
    try (RunningHttpd _ = RealHttpd.installed().start(main)) {
      assertThat(get("/who", "localhost")).startsWith("HTTP/1.1 " + parts[1]);
    }
  }

  private Path main() {
    return folder.resolve(Fixture.MAIN);
  }

  private List<String> codes(Fixture fixture) throws IOException {
    return Checking.findings(fixture, folder).stream()
        .filter(f -> f.severity() != Severity.INFO)
        .map(f -> f.rule().code())
        .distinct()
        .toList();
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Fixture configuration(String lines) {
    StringBuilder text = new StringBuilder("# fixture: whole layout=debian\nServerRoot " + folder + "\nDefaultRuntimeDir " + folder + "\n");
    text.append("LoadModule mpm_event_module ").append(MODULES).append("mod_mpm_event.so\nStartServers 1\nServerLimit 1\n");
    text.append("ThreadsPerChild 5\nMaxRequestWorkers 5\nMinSpareThreads 1\nMaxSpareThreads 100\n");
    for (String module : List.of("authz_core", "authz_host", "authn_core", "dir", "alias")) {
      text.append("LoadModule ").append(module).append("_module ").append(MODULES).append("mod_").append(module).append(".so\n");
    }
    text.append("ServerName main.test\nUser www-data\nGroup www-data\nPidFile ").append(folder).append("/httpd.pid\nErrorLog ");
    text.append(folder).append("/error.log\n").append(lines.replace("@P", Integer.toString(port)).replace('|', '\n')).append('\n');
    return Fixture.of("", Map.of(Fixture.MAIN, text.toString()), Fixture.MAIN);
  }

  private String get(String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
