package dev.mpmlint.server.status;

import dev.mpmlint.server.scoreboard.Scoreboard;
import java.io.IOException;

/// `?auto`: a line for each figure, for programs.
final class ShortReport {
  private final Page page;

  private ShortReport(Page page) {
    this.page = page;
  }

  static void write(Page page, Scoreboard board, Facts facts) throws IOException {
    ShortReport report = new ShortReport(page);
    Totals totals = new Totals(board);
    long uptime = Math.max(0, facts.now() - board.restartTimeMicros()) / 1_000_000;
    page.text(facts.serverName()).letter('\n');
    report.head(board, facts, uptime);
    if (totals.extended) {
      report.extended(totals, uptime);
    }
    report.line("BusyWorkers", Integer.toString(totals.busy));
    report.line("GracefulWorkers", Integer.toString(totals.graceful));
    report.line("IdleWorkers", Integer.toString(totals.ready));
    if (totals.async) {
      report.connections(new Connections(board, totals));
    }
    page.text("Scoreboard: ");
    letters(page, board, totals, Integer.MAX_VALUE);
    page.letter('\n');
  }

  /// The letters of all workers that can be, with a line's end after each `width` of them.
  static void letters(Page page, Scoreboard board, Totals totals, int width) throws IOException {
    int slots = Math.max(totals.slots, board.processes());
    int threads = Math.max(totals.threads, board.threadsPerChild());
    int written = 0;
    for (int slot = 0; slot < slots; slot++) {
      for (int thread = 0; thread < threads; thread++) {
        char letter = totals.letter(board, slot, thread);
        if (letter != ' ') {
          page.letter(letter);
          if (++written % width == 0) {
            page.letter('\n');
          }
        }
      }
    }
  }

  private void head(Scoreboard board, Facts facts, long uptime) throws IOException {
    line("ServerVersion", facts.version());
    line("ServerMPM", board.mpm());
    line("Server Built", facts.built());
    line("CurrentTime", facts.time(facts.now()));
    line("RestartTime", facts.time(board.restartTimeMicros()));
    line("ParentServerConfigGeneration", Integer.toString(board.configGeneration()));
    line("ParentServerMPMGeneration", Integer.toString(board.generation()));
    line("ServerUptimeSeconds", Long.toString(uptime));
    page.text("ServerUptime:").text(Numbers.duration(uptime)).letter('\n');
    line("Load1", facts.load().get(0));
    line("Load5", facts.load().get(1));
    line("Load15", facts.load().get(2));
  }

  private void extended(Totals totals, long uptime) throws IOException {
    long milliseconds = totals.duration / 1000;
    line("Total Accesses", Long.toString(totals.accesses));
    line("Total kBytes", Long.toString(totals.kilobytes));
    line("Total Duration", Long.toString(milliseconds));
    line("CPUUser", Numbers.general(totals.processor[0] / Totals.TICKS, 6));
    line("CPUSystem", Numbers.general(totals.processor[1] / Totals.TICKS, 6));
    line("CPUChildrenUser", Numbers.general(totals.processor[2] / Totals.TICKS, 6));
    line("CPUChildrenSystem", Numbers.general(totals.processor[3] / Totals.TICKS, 6));
    if (totals.processorTime() != 0) {
      line("CPULoad", Numbers.general(totals.processorTime() / Totals.TICKS / uptime * 100.0, 6));
    }
    line("Uptime", Long.toString(uptime));
    if (uptime > 0) {
      line("ReqPerSec", Numbers.general((float) totals.accesses / uptime, 6));
      line("BytesPerSec", Numbers.general(1024 * (float) totals.kilobytes / uptime, 6));
    }
    if (totals.accesses > 0) {
      line("BytesPerReq", Numbers.general(1024 * (float) totals.kilobytes / totals.accesses, 6));
      line("DurationPerReq", Numbers.general((float) milliseconds / totals.accesses, 6));
    }
  }

  private void connections(Connections sum) throws IOException {
    line("Processes", Integer.toString(sum.processes));
    line("Stopping", Integer.toString(sum.stopping));
    line("ConnsTotal", Integer.toString(sum.connections));
    line("ConnsAsyncWaitIO", Integer.toString(sum.waitIo));
    line("ConnsAsyncWriting", Integer.toString(sum.writing));
    line("ConnsAsyncKeepAlive", Integer.toString(sum.keepAlive));
    line("ConnsAsyncClosing", Integer.toString(sum.closing));
  }

  private void line(String key, String value) throws IOException {
    page.text(key).text(": ").text(value).letter('\n');
  }
}
