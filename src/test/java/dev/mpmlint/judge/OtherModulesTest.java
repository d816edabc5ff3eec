package dev.mpmlint.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.config.ConfigReader;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.mpm.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of lines for modules that are no part of httpd. The answers are those of Debian 12's httpd with its packages of
/// these modules.
class OtherModulesTest {
  private static final String HEAD =
      """
      Listen 127.0.0.1:8080
      LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
      """;

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "security2_module|SecRuleEngine|4 SecRuleEngine takes one argument, On or Off",
    "wsgi_module|WSGIPythonPath a b|4 WSGIPythonPath takes one argument, Python module search path.",
    "wsgi_module|<VirtualHost *:80>~WSGIPythonPath a~</VirtualHost>|5 WSGIPythonPath cannot occur within <VirtualHost> section",
    "passenger_module|<Location /x>~PassengerMaxPoolSize 5~</Location>|5 PassengerMaxPoolSize not allowed in <Location> context",
    "passenger_module|<Files x>~PassengerRuby x~</Files>|5 PassengerRuby cannot occur within <Files> section",
    "evasive20_module|DOSHashTableSize|4 DOSHashTableSize takes one argument, Set size of hash table",
    "qos_module|QS_SrvMaxConn 1 2|4 QS_SrvMaxConn takes one argument",
    "jk_module|<VirtualHost *:80>~JkWorkersFile a~</VirtualHost>|5 JkWorkersFile cannot occur within <VirtualHost> section",
    "xsendfile_module|XSendFile x|4 XSendFile must be On or Off",
    "mod_shib|ShibUseHeaders x|4 ShibUseHeaders not allowed here",
    "maxminddb_module|MaxMindDBFile x|4 MaxMindDBFile takes two arguments",
    "fcgid_module|SecRuleEngine On|4 Invalid command 'SecRuleEngine'",
    "rpaf_module|NoSuchDirective x|4 Invalid command 'NoSuchDirective'",
  })
  void is_refused(String module, String lines, String refusal) throws IOException {
    Refusal first = Judge.first(read(module, lines)).orElseThrow();

    assertThat(first.number()).isEqualTo(Integer.parseInt(refusal.substring(0, 1)));
    assertThat(first.httpd()).startsWith(refusal.substring(2));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "security2_module|SecRule ARGS x \"id:1,deny\"",
    "python_module|PythonHandler a b c",
    "perl_module|<Location /x>~SetHandler perl-script~PerlResponseHandler A::B~</Location>",
    "openidc|NoSuchDirective x",
    "pagespeed_module|ModPagespeedOfTheNextRelease on",
    "perl_module|<Perl>~my $x = 1;~<Foo>~ </Perl>~ServerAdmin a@b",
    "perl_module|=pod~some text~<Foo>~ =cut~ServerAdmin a@b",
    "perl_module|=pod~x~=over apache~ServerAdmin a~=back~y z~=cut~ServerAdmin b",
    "perl_module|ServerAdmin a~__END__~nonsense~<Foo>",
    "perl_module|<Perl>~my $x = 1;~</Perl> x~Nope y",
  })
  void is_accepted(String module, String lines) throws IOException {
    Configuration configuration = read(module, lines);

    assertThat(Verdict.of(configuration, Planner.PLAIN.decide(configuration))).isEqualTo(new Verdict.Accepted());
  }

  @Test
  void a_cut_without_a_beginning_ends_the_reading() throws IOException {
    Configuration configuration = read("perl_module", "=cut");

    assertThat(Verdict.of(configuration, Planner.PLAIN.decide(configuration)).toString()).endsWith(":4 =cut without =pod");
  }

  private Configuration read(String module, String lines) throws IOException {
    Path file = dir.resolve("httpd.conf");
    Files.writeString(file, HEAD + "LoadModule " + module + " modules/x.so\n" + lines.replace('~', '\n') + "\n");
    return ConfigReader.read(file, ReadOptions.of(InputKind.WHOLE, Layouts.find("debian").orElseThrow()));
  }
}
