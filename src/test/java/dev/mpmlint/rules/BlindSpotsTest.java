package dev.mpmlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Faults to which `apache2 -t` says `Syntax OK` and which the rules find, each at its line.
class BlindSpotsTest {
  private static final String MODULES = "/usr/lib/apache2/modules/";
  private static final String EVENT = "LoadModule mpm_event_module " + MODULES + "mod_mpm_event.so";
  private static final String PREFORK = "LoadModule mpm_prefork_module " + MODULES + "mod_mpm_prefork.so";
  private static final String ITK = "LoadModule mpm_itk_module " + MODULES + "mpm_itk.so";
  private static final String HTTP2 = "LoadModule http2_module " + MODULES + "mod_http2.so";
  private static final String CGI = "LoadModule cgi_module " + MODULES + "mod_cgi.so";

  @TempDir Path folder;

  /// @param fault the line at which it is to be found; a later one where it stands twice
  record Spot(String name, String code, String fault, List<String> lines) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Spot> spots() {
    return Stream.of(
        spot("B1 itk on event", "MPM005", ITK, EVENT, ITK),
        spot("B2 http2 on prefork", "MPM006", HTTP2, PREFORK, HTTP2, "Protocols h2c http/1.1"),
        spot("B3 before the LoadModule", "MPM010", "<IfModule mpm_event_module>",
            "<IfModule mpm_event_module>", "StartServers 4", "</IfModule>", EVENT),
        spot("B4 no such identifier", "MPM009", "<IfModule prefork_module>",
            PREFORK, "<IfModule prefork_module>", "StartServers 4", "</IfModule>"),
        spot("B4 no such source", "MPM009", "<IfModule mpm_prefork.c>",
            PREFORK, "<IfModule mpm_prefork.c>", "StartServers 4", "</IfModule>"),
        spot("B4 in capitals", "MPM009", "<IfModule MPM_PREFORK_MODULE>",
            PREFORK, "<IfModule MPM_PREFORK_MODULE>", "StartServers 4", "</IfModule>"),
        spot("B5 processes", "MPM021", "MaxSpareServers 10", PREFORK, "MinSpareServers 20", "MaxSpareServers 10"),
        spot("B5 threads", "MPM021", "MaxSpareThreads 75", EVENT, "MinSpareThreads 75", "MaxSpareThreads 75"),
        spot("B6", "MPM022", "StartServers 50", EVENT, "StartServers 50", "MaxSpareThreads 2000"),
        spot("B7", "MPM016", "MaxRequestWorkers abc", PREFORK, "MaxRequestWorkers abc"),
        spot("B8 exponent", "MPM016", "MaxRequestWorkers 1e3", EVENT, "MaxRequestWorkers 1e3"),
        spot("B8 fraction", "MPM016", "ThreadsPerChild 25.9", EVENT, "ThreadsPerChild 25.9"),
        spot("B9 workers", "MPM029", "MaxClients 100", PREFORK, "MaxClients 100", "MaxRequestWorkers 50"),
        spot("B9 connections", "MPM029", "MaxConnectionsPerChild 0",
            PREFORK, "MaxConnectionsPerChild 0", "MaxRequestsPerChild 10000"),
        spot("B9 limit", "MPM029", "ServerLimit 16", EVENT, "ServerLimit 16", "ServerLimit 32"),
        spot("B10 workers", "MPM028", "MaxClients 150", EVENT, "MaxClients 150"),
        spot("B10 connections", "MPM028", "MaxRequestsPerChild 10000", EVENT, "MaxRequestsPerChild 10000"),
        spot("B11", "MPM030", "ThreadStackSize 1000", EVENT, "ThreadStackSize 1000"),
        spot("B12 memory", "MPM016", "MaxMemFree abc", EVENT, "MaxMemFree abc"),
        spot("B12 time", "MPM020", "GracefulShutdownTimeout -1", EVENT, "GracefulShutdownTimeout -1"),
        spot("B13", "MPM034", "AssignUserID root root",
            PREFORK, ITK, "<VirtualHost *>", "AssignUserID root root", "</VirtualHost>"),
        spot("B14", "MPM007", CGI, EVENT, CGI),
        spot("B15", "MPM003", EVENT, EVENT, EVENT));
  }

  @ParameterizedTest
  @MethodSource("spots")
  void isFoundAtItsLine(Spot spot) throws IOException {
    List<String> lines = configuration(spot);
    List<Integer> found = new ArrayList<>();
    for (Finding finding : Checking.findings(fixture(spot), folder)) {
      if (finding.rule().code().equals(spot.code)) {
        found.add(finding.at().line());
      }
    }

    assertThat(found).contains(lines.lastIndexOf(spot.fault) + 1);
  }

  @ParameterizedTest
  @MethodSource("spots")
  @RequiresProgram("apache2")
  void isAcceptedByHttpd(Spot spot) throws Exception {
    RealHttpd.Answer answer = RealHttpd.installed().test(fixture(spot).write(folder));

    assertThat(answer.err()).contains("Syntax OK");
    assertThat(answer.exitCode()).isZero();
  }

  @Test
  void areFifteen() {
    assertThat(spots().map(spot -> spot.name.split(" ", -1)[0]).distinct()).hasSize(15);
  }

  private static Spot spot(String name, String code, String fault, String... lines) {
    return new Spot(name, code, fault, List.of(lines));
  }

  private List<String> configuration(Spot spot) {
    List<String> lines = new ArrayList<>();
    lines.add("# fixture: whole layout=debian");
    lines.add("ServerRoot \"" + folder + "\"");
    lines.add("ServerName localhost");
    lines.add("PidFile \"" + folder.resolve("httpd.pid") + "\"");
    lines.add("ErrorLog \"" + folder.resolve("error.log") + "\"");
    lines.add("Listen 127.0.0.1:18209");
    lines.addAll(spot.lines);
    return lines;
  }

  private Fixture fixture(Spot spot) {
    String text = String.join("\n", configuration(spot)) + "\n";
    return Fixture.of(spot.name, Map.of(Fixture.MAIN, text), Fixture.MAIN);
  }
}
