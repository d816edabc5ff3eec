package dev.mpmlint.server.control;

import dev.mpmlint.os.OsException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Failures of the system in httpd's form. Stateless.
final class Errors {
  private Errors() {}

  /// `(2)No such file or directory`.
  static String asHttpd(IOException e) {
    return switch (e) {
      case OsException os -> os.asHttpd();
      case NoSuchFileException _ -> "(2)No such file or directory";
      case AccessDeniedException _ -> "(13)Permission denied";
      case FileSystemException fs when fs.getReason() != null -> fs.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
