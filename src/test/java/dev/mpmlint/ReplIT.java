package dev.mpmlint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The conversation of the packaged program: in a real terminal, where keys are typed and the screen is read, and
/// through a pipe.
@RequiresProgram("tmux")
class ReplIT {
  private static final Path HOME = Path.of(System.getProperty("mpmlint.home", "target/mpmlint")).toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  private boolean open;

  @AfterEach
  void close() throws Exception {
    if (open) {
      tmux("kill-server");
    }
  }

  /// Starts a terminal of its own server, so that none of the user's is touched.
  private void open() throws Exception {
    Files.writeString(
        here.resolve("httpd.conf"),
        """
        ServerRoot /etc/httpd
        Listen 80
        LoadModule mpm_event_module modules/mod_mpm_event.so
        LoadModule reqtimeout_module modules/mod_reqtimeout.so
        ThreadsPerChild 25
        MaxRequestWorkers 260
        """);
    open = true;
    String command =
        "cd " + here + " && XDG_STATE_HOME=" + here + "/state TERM=screen-256color " + HOME
            + "/bin/mpmlint repl httpd.conf; echo ended with $?; exec cat";
    tmux("-f", "/dev/null", "new-session", "-d", "-x", "150", "-y", "50", command);
    await("event>");
  }

  private String tmux(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tmux", "-S", here.resolve("tmux").toString(), "-u"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(here, "tmux", ".out");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().remove("TMUX");
    Process process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  private void type(String... keys) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("send-keys"));
    arguments.addAll(List.of(keys));
    tmux(arguments.toArray(String[]::new));
  }

  private String await(String text) throws Exception {
    return await("shows " + text, screen -> screen.contains(text));
  }

  private String await(String what, Predicate<String> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String screen = tmux("capture-pane", "-p");
      if (condition.test(screen)) {
        return screen;
      }
      assertThat(System.nanoTime()).as("%s, within a minute; it shows:%n%s", what, screen).isLessThan(deadline);
      LockSupport.parkNanos(50_000_000);
    }
  }

  @Test
  void keysAreTypedAndTheScreenIsRead() throws Exception {
    open();
    // Completion of a directive, a hint of its form, a change and what it made.
    type("ThreadsPerCh", "Tab");
    await("ThreadsPerChild VALUE (now 25)");
    type("50", "Enter");
    await("ThreadsPerChild 25 → 50");
    await("event*>");
    // Completion that lists, and Ctrl-C that leaves the line.
    type("explain MPM00", "Tab");
    await("(several-mpms-loaded)");
    type("C-c");
    type("switch pre", "Tab");
    await("switch prefork");
    type("Enter");
    await("MPM event → prefork");
    await("prefork*>");
    type("undo", "Enter");
    await("undone: switch prefork");
    // A section goes on until it is closed.
    type("<VirtualHost *:80>", "Enter");
    await("...");
    type("  ServerNa", "Tab", "a.example", "Enter", "</", "Tab", "Enter");
    type("diff", "Enter");
    await("+  ServerName a.example");
    await("+</VirtualHost>");
    // Colours: a directive, a number.
    type("ThreadsPerChild 3");
    await("a directive in colour", _ -> {
      try {
        return tmux("capture-pane", "-p", "-e").contains("[36mThreadsPerChild");
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    type("C-c");
    // Between two lines the terminal is as the shell left it, and would take Ctrl-D for its own.
    await("a new prompt", screen -> screen.stripTrailing().endsWith("event*>"));
    // Ctrl-D on an empty line ends it, but not before it warned of what would be lost.
    type("C-d");
    await("are not written: write, or quit once more");
    type("C-d");
    await("ended with 0");

    assertThat(here.resolve("state/mpmlint/history")).content().contains("ThreadsPerChild 50", "switch prefork");
    assertThat(here.resolve("httpd.conf")).content().contains("ThreadsPerChild 25\n");
  }

  @Test
  void whatWasTypedOnceComesBackInTheNextConversation() throws Exception {
    open();
    type("why ServerLimit", "Enter");
    await("nothing sets it, default 16");
    type("quit", "Enter");
    await("ended with 0");
    tmux("kill-server");
    open();
    type("Up", "Up");
    await("event> why ServerLimit");
    type("C-c", "C-d");
    await("ended with 0");
  }

  @Test
  void questionsAreAskedAndAnswered() throws Exception {
    open();
    type("ask", "Enter");
    await("does PHP run, and how: mod_php, php-fpm or none? [none]");
    type("none", "Enter");
    await("users of their own (yes or no)? [no]");
    type("maybe", "Enter");
    await("maybe is no answer; say yes or no");
    type("Enter");
    await("is HTTP/2 wanted (yes or no)? [no]");
    type("yes", "Enter");
    await("how much memory is there for httpd?");
    type("4G", "Enter");
    await("memory does one process");
    type("Enter");
    await("requests per second");
    type("200", "Enter");
    await("how long does one request take?");
    type("Enter");
    await("clients are idle in keep-alive");
    type("Enter");
    await("make these changes");
    type("C-c");
    await("nothing more is asked");
    type("C-d");
    await("ended with 0");
  }

  @Test
  void throughAPipe() throws Exception {
    Path conf = Files.writeString(here.resolve("httpd.conf"), "LoadModule mpm_event_module a.so\nThreadsPerChild 25\n");
    Path script = Files.writeString(here.resolve("script"), "set MaxRequestWorkers 400\nwhy ThreadsPerChild\nwrite\n");
    Path out = here.resolve("out");
    Process process =
        new ProcessBuilder(HOME.resolve("bin/mpmlint").toString(), "repl", "--whole", conf.toString())
            .redirectInput(script.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(out).content().contains("ThreadsPerChild is 25", "written ").doesNotContain("event>", "\u001b");
    assertThat(process.exitValue()).isZero();
    assertThat(conf).content().isEqualTo("LoadModule mpm_event_module a.so\nThreadsPerChild 25\nMaxRequestWorkers 400\n");
  }
}
