package dev.mpmlint.server.probe;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Answers what is below [#PREFIX], before the site is asked:
///
/// - `who`: the process and thread that answers, as lines `key=value`
/// - `sleep?ms=N`: holds the worker for N milliseconds, at most an hour
/// - `send?bytes=N&rate=R`: N bytes, at most 1 GiB, R a second; without rate as fast as the client reads
/// - `crash?signal=segv`, `crash?exit=N`, `crash?memory=out`: ends this process without an answer
/// - `leak?kib=N`: holds N KiB of the heap, at most 1 GiB, for as long as the process lives
///
/// Used by all worker threads at once.
public final class ProbeHandler implements ContentHandler {
  public static final String PREFIX = "/.mpmlint/probe/";

  private static final long HOUR = 3_600_000;
  private static final long GIB = 1L << 30;
  private static final int PIECE = 8192;

  /// Guarded by itself; never emptied, that is its purpose.
  private static final List<byte[]> LEAKED = new ArrayList<>();

  private final int generation;
  private final int slot;

  /// @param generation of this child: how many restarts there were before it
  /// @param slot of this child in the scoreboard
  public ProbeHandler(int generation, int slot) {
    this.generation = generation;
    this.slot = slot;
  }

  public static boolean answers(String path) {
    return path.startsWith(PREFIX);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    Response response = exchange.response();
    response.headers().set("Content-Type", "text/plain;charset=utf-8");
    response.headers().set("Cache-Control", "no-store");
    Parameters parameters = new Parameters(exchange.query);
    try {
      switch (exchange.path.substring(PREFIX.length())) {
        case "who" -> text(response, who());
        case "sleep" -> {
          long millis = parameters.number("ms", 0, HOUR, -1);
          sleep(millis);
          text(response, "slept " + millis + " ms\n");
        }
        case "send" -> {
          long bytes = parameters.number("bytes", 0, GIB, -1);
          long rate = parameters.number("rate", 1, GIB, Long.MAX_VALUE);
          response.body(new Body.Stream(bytes, sink -> send(sink, bytes, rate)));
        }
        case "crash" -> Crash.now(parameters);
        case "leak" -> text(response, leak(parameters.number("kib", 1, GIB >> 10, 0)));
        default -> refuse(response, 404, "no such probe: there are who, sleep, send, crash and leak");
      }
    } catch (Parameters.BadParameterException e) {
      refuse(response, 400, e.sentence());
    }
  }

  /// The kernel's view (proc(5)): thread-self is the thread that asks.
  private String who() throws IOException {
    StringBuilder answer = new StringBuilder(200);
    String status = Files.readString(Path.of("/proc/thread-self/status"), StandardCharsets.ISO_8859_1);
    field(answer, "pid", status, "Tgid:");
    field(answer, "tid", status, "Pid:");
    field(answer, "uid", status, "Uid:");
    field(answer, "gid", status, "Gid:");
    groups(answer, status);
    answer.append("generation=").append(generation).append('\n');
    answer.append("slot=").append(slot).append('\n');
    answer.append("thread=").append(Thread.currentThread().getName()).append('\n');
    return answer.toString();
  }

  /// The first number of a line; of the four user ids that is the real one, which a child has in common with the rest.
  private static void field(StringBuilder answer, String key, String status, String name) {
    String line = line(status, name);
    int end = line.indexOf('\t');
    answer.append(key).append('=').append(end < 0 ? line : line.substring(0, end)).append('\n');
  }

  private static void groups(StringBuilder answer, String status) {
    answer.append("groups=").append(line(status, "Groups:").replace(' ', ',')).append('\n');
  }

  private static String line(String status, String name) {
    int at = status.indexOf("\n" + name) + 1 + name.length();
    return status.substring(at, status.indexOf('\n', at)).strip();
  }

  private static void send(Body.Sink to, long bytes, long rate) throws IOException {
    byte[] dots = new byte[(int) Math.min(PIECE, Math.max(1, rate / 10))];
    java.util.Arrays.fill(dots, (byte) '.');
    long begin = System.nanoTime();
    for (long sent = 0; sent < bytes; ) {
      int piece = (int) Math.min(dots.length, bytes - sent);
      to.write(ByteBuffer.wrap(dots, 0, piece));
      sent += piece;
      if (rate <= GIB) {
        to.flush();
        long due = (long) (sent * 1000.0 / rate);
        sleep(due - (System.nanoTime() - begin) / 1_000_000);
      }
    }
  }

  private static String leak(long kib) {
    synchronized (LEAKED) {
      for (long left = kib; left > 0; left -= 64) {
        LEAKED.add(new byte[(int) Math.min(64, left) << 10]);
      }
    }
    return "leaked " + kib + " KiB\n";
  }

  private static void sleep(long millis) throws IOException {
    try {
      Thread.sleep(Math.max(0, millis));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server stops");
    }
  }

  private static void refuse(Response response, int status, String sentence) {
    text(response.status(status), sentence + "\n");
  }

  private static void text(Response response, String text) {
    response.body(new Body.Bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }
}
