package dev.mpmlint.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/// Standard output that is quiet about a reader who went away (`mpmlint … | head`) and reports every other failure to
/// write by [PrintStream#checkError].
final class StandardOutput extends OutputStream {
  private final OutputStream to;
  private boolean readerGone;

  StandardOutput(OutputStream to) {
    this.to = to;
  }

  static PrintStream open() {
    OutputStream raw = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    return new PrintStream(new BufferedOutputStream(raw, 1 << 15), false, System.out.charset());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (readerGone) {
      return;
    }
    try {
      to.write(bytes, offset, length);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.contains("Broken pipe") && !message.contains("pipe is being closed")) {
        throw e;
      }
      readerGone = true;
    }
  }
}
