package dev.mpmlint.server.control;

import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;

/// The file that tells the control process's id. Stateless.
public final class PidFile {
  private PidFile() {}

  /// What httpd's `ap_log_pid` does: says so when another server's file is replaced.
  ///
  /// @param program as httpd's messages name it
  /// @throws RefusedException when it cannot be written; only the log tells why
  static void log(Path file, String program, Log log) throws RefusedException {
    long own = ProcessHandle.current().pid();
    OptionalInt before = read(file);
    if (before.isPresent() && before.getAsInt() != own) {
      log.log(
          Level.WARN,
          "core",
          "AH00098: pid file " + file + " overwritten -- Unclean shutdown of previous Apache run?");
    }
    try {
      write(file, own);
    } catch (IOException e) {
      throw RefusedException.inLog(
          List.of(
              new RefusedException.Logged(
                  Level.ERROR, "core", Errors.asHttpd(e) + ": AH00099: could not create " + file),
              new RefusedException.Logged(
                  Level.ERROR, "core", "AH00100: " + program + ": could not log pid to file " + file)),
          "");
    }
  }

  /// @throws IOException when it cannot be written
  private static void write(Path file, long pid) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is no file");
    }
    Path whole = Files.createTempFile(folder, ".pid", "");
    try {
      Files.writeString(whole, pid + "\n");
      Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /// Takes away what this process wrote; whether it did.
  static boolean remove(Path file) {
    try {
      OptionalInt said = read(file);
      return said.isPresent()
          && said.getAsInt() == ProcessHandle.current().pid()
          && Files.deleteIfExists(file);
    } catch (IOException _) {
      return false;
    }
  }

  /// What it says; empty when it is not there or says nothing of use.
  public static OptionalInt read(Path file) {
    try (var in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(32), StandardCharsets.ISO_8859_1).strip();
      int pid = Integer.parseInt(text);
      return pid > 0 ? OptionalInt.of(pid) : OptionalInt.empty();
    } catch (IOException | NumberFormatException _) {
      return OptionalInt.empty();
    }
  }
}
