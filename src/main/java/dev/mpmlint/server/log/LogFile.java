package dev.mpmlint.server.log;

import java.io.FileOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// An open log. Each line is one write(2) to a descriptor opened with O_APPEND, so that lines of many threads and
/// processes do not mix. A stream rather than a channel: it takes no lock, and a thread that is interrupted while it
/// writes does not close it for the others. For any thread.
final class LogFile {
  private final @Nullable FileOutputStream out;

  /// @param out null for what is written nowhere
  LogFile(@Nullable FileOutputStream out) {
    this.out = out;
  }

  /// What cannot be written is lost, as with httpd.
  void write(byte[] bytes, int length) {
    if (out == null) {
      return;
    }
    try {
      out.write(bytes, 0, length);
    } catch (IOException _) {
      // A full disk must not stop the server, and there is nowhere else to say so.
    }
  }
}
