package dev.mpmlint.server.control;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.PoolNumbers;
import dev.mpmlint.os.Descriptors;
import dev.mpmlint.os.OsException;
import dev.mpmlint.server.log.ErrorLog;
import dev.mpmlint.server.log.InheritedFiles;
import dev.mpmlint.server.log.LogConfigurationException;
import dev.mpmlint.server.log.LogTargets;
import dev.mpmlint.server.log.PipedLogs;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.SettingsFile;
import dev.mpmlint.server.tls.TlsMaterial;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What children of one generation get: settings, descriptors, the way to start them. Owned by the control process's main
/// thread.
final class Generation implements AutoCloseable {
  private final ServerSettings settings;
  private final ErrorLog log;
  private final Spawner spawner;
  private final List<Integer> opened;

  private Generation(ServerSettings settings, ErrorLog log, Spawner spawner, List<Integer> opened) {
    this.settings = settings;
    this.log = log;
    this.spawner = spawner;
    this.opened = opened;
  }

  static Generation open(
      Startup.Ready ready, Program program, RunFolder folder, Listeners listeners, PipedLogs pipes)
      throws RefusedException {
    ServerSettings settings = ready.settings();
    List<Integer> opened = new ArrayList<>();
    try {
      LogTargets targets = LogTargets.of(settings);
      int nothing = Descriptors.readWrite(Path.of("/dev/null"));
      opened.add(nothing);
      List<Integer> logs = new ArrayList<>();
      for (Path file : targets.files(pipes.run(targets.programs()))) {
        int descriptor = append(file, LogTargets.mainErrors(settings).path(), ready.program());
        opened.add(descriptor);
        logs.add(descriptor);
      }
      ErrorLog log = ErrorLog.of(settings, InheritedFiles.none());
      int file = settingsFile(settings, ready.tls(), folder);
      opened.add(file);
      List<Integer> all = new ArrayList<>(List.of(nothing, nothing, logs.isEmpty() ? nothing : logs.getFirst()));
      all.addAll(listeners.descriptors());
      all.add(file);
      all.addAll(logs);
      // mpm-itk's children can still become somebody else, until they know whose request it is.
      Account who = Capabilities.atStart(settings, ready.account());
      folder.hand(who);
      String kept = Capabilities.kept(settings, ready.account().uid() >= 0);
      Spawner spawner = new Spawner(program, folder, settings.pool(), who, kept, listeners.descriptors().size(), all);
      return new Generation(settings, log, spawner, opened);
    } catch (LogConfigurationException e) {
      opened.forEach(Descriptors::close);
      throw new RefusedException(
          List.of("AH00526: Syntax error on line " + e.at().line() + " of " + e.at().file() + ":", String.valueOf(e.getMessage())));
    } catch (IOException e) {
      opened.forEach(Descriptors::close);
      throw new RefusedException(List.of(String.valueOf(e.getMessage()), "AH00015: Unable to open logs"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      opened.forEach(Descriptors::close);
      throw new RefusedException("mpmlint: interrupted while it opened logs");
    }
  }

  private static int append(Path file, Path errors, String program) throws IOException {
    try {
      return Descriptors.append(file);
    } catch (OsException e) {
      String what =
          file.equals(errors)
              ? ": AH00091: " + program + ": could not open error log file "
              : ": AH00649: could not open transfer log file ";
      throw new IOException(e.asHttpd() + what + file + ".", e);
    }
  }

  /// Children get it by its descriptor only: its name is gone at once.
  private static int settingsFile(ServerSettings settings, @Nullable TlsMaterial tls, RunFolder folder)
      throws IOException {
    Path file = folder.file("settings");
    Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
        SettingsFile.write(settings, out);
        out.writeBoolean(tls != null);
        if (tls != null) {
          tls.write(out);
        }
      }
      return Descriptors.readWrite(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  ServerSettings settings() {
    return settings;
  }

  Pool pool() {
    return settings.pool();
  }

  ErrorLog log() {
    return log;
  }

  Spawner spawner() {
    return spawner;
  }

  /// What idle maintenance compares with.
  PoolNumbers numbers() {
    Pool p = settings.pool();
    Mpm mpm =
        switch (p.kind()) {
          case PREFORK, ITK -> Mpm.PREFORK;
          case WORKER -> Mpm.WORKER;
          case EVENT -> Mpm.EVENT;
          case WINNT -> Mpm.WINNT;
        };
    return new PoolNumbers(
        mpm,
        p.serverLimit(),
        p.threadsPerChild(),
        p.processes(),
        p.maxRequestWorkers(),
        p.startServers(),
        p.minSpare(),
        p.maxSpare());
  }

  @Override
  public void close() {
    opened.forEach(Descriptors::close);
    opened.clear();
  }
}
