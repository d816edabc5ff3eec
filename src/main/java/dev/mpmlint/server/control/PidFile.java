package dev.mpmlint.server.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalInt;

/// The file that tells the control process's id. Stateless.
public final class PidFile {
  private PidFile() {}

  /// @throws IOException when it cannot be written
  static void write(Path file, long pid) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is no file");
    }
    Path whole = Files.createTempFile(folder, ".pid", "");
    try {
      Files.writeString(whole, pid + "\n");
      Files.setPosixFilePermissions(whole, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
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
