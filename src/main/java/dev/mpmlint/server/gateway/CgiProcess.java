package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A CGI script's process. The thread that works on the request owns it; three helpers move bytes, so that the script
/// never waits for ever with one pipe full while the server waits at another: `cgi-stdout` and `cgi-stderr` always,
/// `cgi-stdin` when the request has a body. They end with the process's pipes.
final class CgiProcess implements ScriptOutput {
  private static final int PIECE = 8192;
  private static final long STACK = 128 * 1024;
  private static final long SECONDS_BEFORE_KILL = 3;

  private final Process process;
  private final RequestBody body;
  private final long timeout;
  private final Report report;

  // Guarded by this.
  private final byte[] output = new byte[PIECE];
  private int from;
  private int to;
  /// More has come than is kept while the body is handed over.
  private boolean overflowing;
  private boolean outputEnded;
  private boolean errorsEnded;
  private boolean bodyEnded;
  private boolean inputBroken;
  private boolean closed;
  /// A piece of the body that `cgi-stdin` is writing; null when it can take one.
  private byte @Nullable [] handed;

  /// Told what goes to the error log. Called by the request's thread and by `cgi-stderr`, which is waited for.
  interface Report {
    /// A line of standard error.
    void stderr(String line);

    /// The script does not read its standard input.
    void brokenPipe();

    /// Nothing has come for the script's timeout.
    void timedOut();
  }

  /// @param process started, with pipes for its three streams
  /// @param timeout in milliseconds, for each wait
  CgiProcess(Process process, RequestBody body, long timeout, Report report) {
    this.process = process;
    this.body = body;
    this.timeout = Math.max(1, timeout);
    this.report = report;
    helper("cgi-stdout", this::copyOutput);
    helper("cgi-stderr", this::readErrors);
    if (body.length() == 0) {
      bodyEnded = true;
      closeInput();
    } else {
      helper("cgi-stdin", this::writeInput);
    }
  }

  private static void helper(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, STACK);
    thread.setDaemon(true);
    thread.start();
  }

  /// As httpd: the whole body is handed over first, whether the script reads it or not; its output is looked at before
  /// only when it writes so much that it may not read on else.
  @Override
  public int read(ByteBuffer into) throws IOException {
    long end = System.nanoTime() + timeout * 1_000_000;
    while (true) {
      synchronized (this) {
        while (bodyEnded ? from == to && !outputEnded : handed != null && !overflowing) {
          try {
            wait(left(end));
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new GatewayException(503, "interrupted");
          }
        }
        if (from < to && (bodyEnded || handed != null)) {
          overflowing = false;
          int count = Math.min(to - from, into.remaining());
          into.put(output, from, count);
          from += count;
          notifyAll();
          return count;
        }
        if (bodyEnded) {
          return -1;
        }
      }
      handOver();
      end = System.nanoTime() + timeout * 1_000_000;
    }
  }

  private long left(long end) throws GatewayException {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      report.timedOut();
      throw new GatewayException(504, Errors.TIMED_OUT);
    }
    return left;
  }

  /// Reads a piece of the request's body, which may wait for the client, and hands it to `cgi-stdin`.
  private void handOver() throws IOException {
    byte[] piece = new byte[PIECE];
    int count = body.read(ByteBuffer.wrap(piece));
    synchronized (this) {
      if (count < 0) {
        bodyEnded = true;
      } else if (count > 0 && !inputBroken) {
        handed = Arrays.copyOf(piece, count);
      }
      notifyAll();
    }
  }

  @Override
  public synchronized boolean idle() {
    return from == to && !outputEnded;
  }

  private void copyOutput() {
    byte[] piece = new byte[PIECE];
    try (InputStream stdout = process.getInputStream()) {
      for (int count = stdout.read(piece); count >= 0; count = stdout.read(piece)) {
        if (!offer(piece, count)) {
          break;
        }
      }
    } catch (IOException _) {
      // Closed by close(): nobody wants it.
    } finally {
      synchronized (this) {
        outputEnded = true;
        notifyAll();
      }
    }
  }

  private synchronized boolean offer(byte[] piece, int count) {
    while (from < to && !closed) {
      overflowing = true;
      notifyAll();
      try {
        wait();
      } catch (InterruptedException _) {
        return false;
      }
    }
    System.arraycopy(piece, 0, output, 0, count);
    from = 0;
    to = count;
    notifyAll();
    return !closed;
  }

  private void writeInput() {
    try (OutputStream stdin = process.getOutputStream()) {
      for (byte[] piece = next(); piece != null; piece = next()) {
        stdin.write(piece);
        stdin.flush();
        synchronized (this) {
          handed = null;
          notifyAll();
        }
      }
    } catch (IOException _) {
      boolean tell;
      synchronized (this) {
        tell = !closed;
        inputBroken = true;
        handed = null;
        notifyAll();
      }
      if (tell) {
        report.brokenPipe();
      }
    }
  }

  private synchronized byte @Nullable [] next() {
    while (handed == null && !bodyEnded && !closed) {
      try {
        wait();
      } catch (InterruptedException _) {
        return null;
      }
    }
    return closed ? null : handed;
  }

  private void readErrors() {
    try (InputStream stderr = process.getErrorStream()) {
      byte[] line = new byte[PIECE];
      int length = 0;
      for (int b = stderr.read(); b >= 0; b = stderr.read()) {
        if (b == '\n' || length == line.length) {
          error(line, length);
          length = 0;
        }
        if (b != '\n') {
          line[length++] = (byte) b;
        }
      }
      if (length > 0) {
        error(line, length);
      }
    } catch (IOException _) {
      // Closed by close().
    } finally {
      synchronized (this) {
        errorsEnded = true;
        notifyAll();
      }
    }
  }

  private void error(byte[] line, int length) {
    synchronized (this) {
      if (closed) {
        return;
      }
      report.stderr(new String(line, 0, length, StandardCharsets.ISO_8859_1));
    }
  }

  private void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // The script has closed its side first.
    }
  }

  /// As httpd: what the script still says to its standard error is waited for when its output has ended; then it gets
  /// SIGTERM, and SIGKILL three seconds later.
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      long end = System.nanoTime() + timeout * 1_000_000;
      while (outputEnded && !errorsEnded && System.nanoTime() < end) {
        try {
          wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          break;
        }
      }
      closed = true;
      notifyAll();
    }
    process.destroy();
    if (process.isAlive()) {
      helper("cgi-end", this::insist);
    }
  }

  private void insist() {
    try {
      if (!process.waitFor(SECONDS_BEFORE_KILL, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
    }
  }
}
