package dev.mpmlint.server.control;

import dev.mpmlint.os.Children;
import dev.mpmlint.os.OsException;
import dev.mpmlint.server.settings.Pool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Starts children of one generation. Called by the main thread only: a child ends when the thread that started it does.
final class Spawner {
  private static final List<Path> SETPRIV = List.of(Path.of("/usr/bin/setpriv"), Path.of("/bin/setpriv"));

  private static final List<String> OPTIONS = options();

  private final List<String> before;
  private final List<String> after;
  private final List<Integer> descriptors;
  private final Map<String, String> environment;

  /// @param capabilities what children keep of root's, `+setuid,+setgid`; empty for nothing
  /// @param descriptors what children get as 0, 1, 2, …: nothing to read, nowhere to write, the error log, the listeners,
  ///     the settings, the logs
  Spawner(
      Program program,
      RunFolder folder,
      Pool pool,
      Account account,
      String capabilities,
      int listeners,
      List<Integer> descriptors)
      throws RefusedException {
    this.descriptors = List.copyOf(descriptors);
    before = new ArrayList<>(as(account, capabilities));
    before.add(program.java().toString());
    before.addAll(java(pool, folder));
    before.addAll(program.options());
    after =
        List.of(
            folder.scoreboard().toString(),
            folder.acceptLock().toString(),
            Integer.toString(listeners),
            Integer.toString(descriptors.size()));
    environment = new HashMap<>(System.getenv());
    // What is set for other Java programs must not change children.
    environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "MPMLINT_DETACHED"));
  }

  /// The beginning of a command line that runs as this account, and ends when this process does.
  static List<String> as(Account account) throws RefusedException {
    return as(account, "");
  }

  private static List<String> as(Account account, String capabilities) throws RefusedException {
    List<String> command = new ArrayList<>(List.of(setpriv().toString(), "--pdeathsig=KILL"));
    if (account.uid() >= 0) {
      command.add("--reuid=" + account.uid());
      command.add("--regid=" + account.gid());
      command.add(account.name() == null ? "--clear-groups" : "--init-groups");
    }
    if (!capabilities.isEmpty()) {
      if (account.uid() < 0) {
        // Root, who would get all of them again.
        command.add("--securebits=+noroot");
      }
      command.add("--inh-caps=" + capabilities);
      command.add("--ambient-caps=" + capabilities);
    }
    command.add("--");
    return command;
  }

  private static List<String> options() {
    try (InputStream in = Spawner.class.getResourceAsStream("/dev/mpmlint/server/child-java-options.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path setpriv() throws RefusedException {
    return SETPRIV.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () -> RefusedException.cannotRun("children are started by setpriv, which is not here: install util-linux"));
  }

  /// Small and quick to start; the options are those of the run that made the children's AOT cache.
  private static List<String> java(Pool pool, RunFolder folder) {
    List<String> options = new ArrayList<>(OPTIONS);
    options.add("-XX:ErrorFile=" + folder.crashes().resolve("pid%p.log"));
    long most = pool.kind().singleThreaded() ? 16 : Math.clamp(32L + pool.threadsPerChild() / 2, 64, 1024);
    options.add("-Xmx" + most + "m");
    return options;
  }

  /// @return the process id
  int spawn(int slot, int generation) throws OsException {
    List<String> command = new ArrayList<>(before);
    command.add(Integer.toString(slot));
    command.add(Integer.toString(generation));
    command.addAll(after);
    return Children.spawn(command, environment, descriptors);
  }
}
