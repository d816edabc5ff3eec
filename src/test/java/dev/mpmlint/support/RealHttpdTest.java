package dev.mpmlint.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresProgram("apache2")
class RealHttpdTest {
  private static final String MODULES = "/usr/lib/apache2/modules/";

  @TempDir Path scratch;

  private final RealHttpd httpd = RealHttpd.installed();

  @Test
  void saysThatASoundFileIsSound() throws Exception {
    var answer = httpd.test(configuration("event", ""));

    assertThat(answer.err()).contains("Syntax OK");
    assertThat(answer.ok()).isTrue();
  }

  @Test
  void saysWhereABrokenFileIsBroken() throws Exception {
    Path file = configuration("event", "NoSuchDirective on\n");

    var answer = httpd.test(file);

    assertThat(answer.ok()).isFalse();
    assertThat(answer.err()).contains("Invalid command 'NoSuchDirective'").contains("line 10 of " + file);
  }

  @Test
  void namesTheMpmAndTheModules() throws Exception {
    Path file = configuration("worker", "");

    assertThat(httpd.version(file).out()).contains("Server MPM:     worker");
    assertThat(httpd.modules(file).out()).contains("core_module (static)").contains("mpm_worker_module (shared)");
  }

  @Test
  void doesNotSeeTheCallersEnvironment() throws Exception {
    Path file = configuration("event", "Define home \"${HOME}\"\nServerAdmin ${NAMED}\n");

    assertThat(httpd.test(file).err()).contains("AH00111").contains("${HOME}").contains("${NAMED}");
    assertThat(httpd.with("NAMED", "me@example.org").test(file).err()).contains("${HOME}").doesNotContain("${NAMED}");
  }

  @Test
  void killsWhatDoesNotEnd() throws Exception {
    Path file = configuration("event", "");

    assertThatIllegalStateException()
        .isThrownBy(() -> httpd.run(Duration.ofMillis(500), "-X", "-f", file.toString()))
        .withMessageContaining("did not end within 500 ms");
  }

  @Test
  void servesUntilItIsClosed() throws Exception {
    int port = Engine.freePort();
    Path file = configuration("event", "StartServers 2\n", port);
    Files.writeString(scratch.resolve("hello.txt"), "hello");

    ProcessHandle control;
    try (var running = httpd.start(file);
        var client = HttpClient.newHttpClient()) {
      control = ProcessHandle.of(running.pid()).orElseThrow();
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hello.txt")).build();
      assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("hello");
      assertThat(running.log()).anyMatch(line -> line.contains("AH00489"));
      assertThat(running.children()).isNotEmpty();
    }

    assertThat(control.isAlive()).isFalse();
    assertThat(nothingListensOn(port)).isTrue();
  }

  @Test
  void reportsWhatAServerSaidThatDidNotStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> httpd.start(configuration("event", "ThreadsPerChild many\nNoSuchDirective\n")))
        .withMessageContaining("httpd ended before it served")
        .withMessageContaining("Invalid command 'NoSuchDirective'");
  }

  private Path configuration(String mpm, String more) throws IOException {
    return configuration(mpm, more, Engine.freePort());
  }

  private Path configuration(String mpm, String more, int port) throws IOException {
    return Files.writeString(
        scratch.resolve("httpd.conf"),
        """
        LoadModule mpm_%s_module %smod_mpm_%s.so
        LoadModule authz_core_module %smod_authz_core.so
        ServerRoot "%s"
        DefaultRuntimeDir "%s"
        DocumentRoot "%s"
        PidFile httpd.pid
        ErrorLog error.log
        ServerName localhost
        Listen 127.0.0.1:%d
        """
                .formatted(mpm, MODULES, mpm, MODULES, scratch, scratch, scratch, port)
            + more);
  }

  private static boolean nothingListensOn(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        InputStream _ = socket.getInputStream()) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }
}
