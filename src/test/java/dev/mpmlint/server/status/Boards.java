package dev.mpmlint.server.status;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.http.Limits;
import dev.mpmlint.server.http.RequestHeads;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.scoreboard.WorkerStatus;
import dev.mpmlint.server.settings.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;

/// Scoreboards made by hand, and what the reports make of them.
final class Boards {
  private Boards() {}

  /// With one child for each slot that has a letter other than `.`.
  ///
  /// @param letters of all workers, child by child, ThreadsPerChild each
  static Scoreboard of(
      Path file, String mpm, int serverLimit, int threadLimit, int processes, int threads, String letters)
      throws IOException {
    Scoreboard board = Scoreboard.create(file, serverLimit, threadLimit, mpm);
    board.processes(processes);
    board.threadsPerChild(threads);
    board.configGeneration(1);
    for (int i = 0; i < letters.length(); i++) {
      WorkerStatus status = status(letters.charAt(i));
      if (status != WorkerStatus.DEAD) {
        board.process(i / threads).pid(10_000 + i / threads);
        board.worker(i / threads, i % threads).status(status);
      }
    }
    return board;
  }

  private static WorkerStatus status(char letter) {
    for (WorkerStatus status : WorkerStatus.values()) {
      if (status.letter() == letter) {
        return status;
      }
    }
    throw new IllegalArgumentException("no letter of a scoreboard: " + letter);
  }

  static Facts facts(long now) {
    return new Facts(
        "127.0.0.1",
        "127.0.0.1",
        80,
        "Apache/2.4.71 (Debian)",
        "2026-11-12T08:58:41",
        "",
        now,
        List.of("0.10", "0.20", "0.30"),
        TimeZone.getTimeZone("UTC"));
  }

  static String shortReport(Scoreboard board, long now) throws IOException {
    Collector to = new Collector();
    Page page = new Page(to);
    ShortReport.write(page, board, facts(now));
    page.end();
    return to.text();
  }

  static String htmlReport(Scoreboard board, long now, boolean noTable) throws IOException {
    Collector to = new Collector();
    Page page = new Page(to);
    HtmlReport.write(page, board, facts(now), noTable);
    page.end();
    return to.text();
  }

  static Exchange exchange(String method, String query) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
    Host host =
        new Host(
            0, "www.example.org", 80, new Origin("httpd.conf", 1), true, 5000, 100, 60_000, Limits.DEFAULT,
            Host.ReadTimeout.NONE, Host.ReadTimeout.NONE);
    Exchange exchange = new Exchange(RequestHeads.of(method + " /server-status HTTP/1.1", "Host: host.example.org:8080"), new Peer(address, address, false), host);
    exchange.query = query;
    return exchange;
  }

  static String text(Body body) throws IOException {
    return switch (body) {
      case Body.Bytes b -> StandardCharsets.ISO_8859_1.decode(b.bytes().duplicate()).toString();
      case Body.Stream s -> {
        Collector to = new Collector();
        s.producer().produce(to);
        yield to.text();
      }
      case Body.FileParts _ -> throw new IllegalArgumentException("no report is a file");
    };
  }

  private static final class Collector implements Body.Sink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(ByteBuffer from) {
      while (from.hasRemaining()) {
        bytes.write(from.get());
      }
    }

    @Override
    public void flush() {}

    String text() {
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
