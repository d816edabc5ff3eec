package dev.mpmlint.server.status;

import dev.mpmlint.server.scoreboard.ProcessSlot;
import dev.mpmlint.server.scoreboard.Scoreboard;
import java.io.IOException;

/// The report for people; with a table of workers or, for `?notable`, a list.
final class HtmlReport {
  private static final int WIDTH = 64;

  // httpd lists every slot, possible or not; beyond so many only those that are in use.
  private static final long MOST_LISTED = 65_536;

  private static final String KEY =
      """
      </pre>
      <p>Scoreboard Key:<br />
      "<b><code>_</code></b>" Waiting for Connection,\s
      "<b><code>S</code></b>" Starting up,\s
      "<b><code>R</code></b>" Reading Request,<br />
      "<b><code>W</code></b>" Sending Reply,\s
      "<b><code>K</code></b>" Keepalive (read),\s
      "<b><code>D</code></b>" DNS Lookup,<br />
      "<b><code>C</code></b>" Closing connection,\s
      "<b><code>L</code></b>" Logging,\s
      "<b><code>G</code></b>" Gracefully finishing,<br />\s
      "<b><code>I</code></b>" Idle cleanup of worker,\s
      "<b><code>.</code></b>" Open slot with no current process<br />
      </p>
      """;
  private static final String CONNECTIONS =
      """


      <table rules="all" cellpadding="1%">
      <tr><th rowspan="2">Slot</th><th rowspan="2">PID</th><th rowspan="2">Stopping</th>\
      <th colspan="2">Connections</th>
      <th colspan="3">Threads</th><th colspan="4">Async connections</th></tr>
      <tr><th>total</th><th>accepting</th><th>busy</th><th>graceful</th><th>idle</th>\
      <th>wait-io</th><th>writing</th><th>keep-alive</th><th>closing</th></tr>
      """;

  private final Page page;
  private final Scoreboard board;
  private final Facts facts;
  private final Totals totals;

  private HtmlReport(Page page, Scoreboard board, Facts facts) {
    this.page = page;
    this.board = board;
    this.facts = facts;
    totals = new Totals(board);
  }

  static void write(Page page, Scoreboard board, Facts facts, boolean noTable) throws IOException {
    HtmlReport report = new HtmlReport(page, board, facts);
    long uptime = Math.max(0, facts.now() - board.restartTimeMicros()) / 1_000_000;
    report.head(uptime);
    if (report.totals.extended) {
      report.traffic(uptime);
    }
    report.workers();
    if (report.totals.extended) {
      WorkerRows.write(page, board, report.totals, facts.now(), noTable);
    } else {
      report.pids();
      page.text(
          "<hr />To obtain a full report with current status information you need to use the"
              + " <code>ExtendedStatus On</code> directive.\n");
    }
    if (!facts.signature().isEmpty()) {
      page.text("<hr />\n<address>").text(facts.signature()).text(" Server at ").escaped(facts.serverName());
      page.text(" Port ").number(facts.localPort()).text("</address>\n");
    }
    page.text("</body></html>\n");
  }

  private void head(long uptime) throws IOException {
    page.text(
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n"
            + "<html><head>\n<title>Apache Status</title>\n</head><body>\n<h1>Apache Server Status for ");
    page.escaped(facts.serverName()).text(" (via ").text(facts.localAddress()).text(")</h1>\n\n<dl>");
    term("Server Version: ", facts.version());
    term("Server MPM: ", board.mpm());
    term("Server Built: ", facts.built() + "\n");
    // The list ends and begins on the line of its last item.
    page.text("</dl><hr /><dl>\n");
    term("Current Time: ", facts.time(facts.now()));
    term("Restart Time: ", facts.time(board.restartTimeMicros()));
    term("Parent Server Config. Generation: ", Integer.toString(board.configGeneration()));
    term("Parent Server MPM Generation: ", Integer.toString(board.generation()));
    term("Server uptime: ", Numbers.duration(uptime));
    term("Server load: ", facts.load().get(0) + " " + facts.load().get(1) + " " + facts.load().get(2));
  }

  private void term(String name, String value) throws IOException {
    page.text("<dt>").text(name).text(value).text(value.endsWith("\n") ? "</dt>" : "</dt>\n");
  }

  private void traffic(long uptime) throws IOException {
    long milliseconds = totals.duration / 1000;
    page.text("<dt>Total accesses: ").number(totals.accesses);
    page.text(" - Total Traffic: ").text(Numbers.kilobytes(totals.kilobytes));
    page.text(" - Total Duration: ").number(milliseconds).text("</dt>\n");
    page.text("<dt>CPU Usage: u").text(Numbers.general(totals.processor[0] / Totals.TICKS, 6));
    page.text(" s").text(Numbers.general(totals.processor[1] / Totals.TICKS, 6));
    page.text(" cu").text(Numbers.general(totals.processor[2] / Totals.TICKS, 6));
    page.text(" cs").text(Numbers.general(totals.processor[3] / Totals.TICKS, 6));
    if (totals.processorTime() != 0) {
      double load = totals.processorTime() / Totals.TICKS / uptime * 100.0;
      page.text(" - ").text(Numbers.general(load, 3)).text("% CPU load");
    }
    page.text("</dt>\n<dt>");
    if (uptime > 0) {
      page.text(Numbers.general((float) totals.accesses / uptime, 3)).text(" requests/sec - ");
      page.text(Numbers.bytes((long) (1024 * (float) totals.kilobytes / uptime))).text("/second");
    }
    if (totals.accesses > 0) {
      page.text(uptime > 0 ? " - " : "");
      page.text(Numbers.bytes((long) (1024 * (float) totals.kilobytes / totals.accesses))).text("/request - ");
      page.text(Numbers.general((float) milliseconds / totals.accesses, 6)).text(" ms/request");
    }
    page.text("</dt>\n");
  }

  private void workers() throws IOException {
    page.text("<dt>").number(totals.busy).text(" requests currently being processed, ");
    page.number(totals.graceful).text(" workers gracefully restarting, ");
    page.number(totals.ready).text(" idle workers</dt>\n</dl>");
    if (totals.async) {
      connections();
    }
    page.text("<pre>");
    ShortReport.letters(page, board, totals, WIDTH);
    page.text(KEY);
  }

  private void connections() throws IOException {
    page.text(CONNECTIONS);
    for (int slot = 0; slot < totals.slots; slot++) {
      ProcessSlot process = board.process(slot);
      if (process.pid() != 0) {
        boolean old = process.generation() != totals.generation;
        page.text("<tr>");
        cell(slot).cell(process.pid()).cell((process.quiescing() ? "yes" : "no") + (old ? " (old gen)" : ""));
        cell(process.connections()).cell(process.notAccepting() ? "no" : "yes");
        cell(totals.busyOf[slot]).cell(totals.gracefulOf[slot]).cell(totals.idleOf[slot]);
        cell(process.waitIo()).cell(process.writeCompletion()).cell(process.keepAlive()).cell(process.lingering());
        page.text("</tr>\n");
      }
    }
    Connections sum = new Connections(board, totals);
    page.text("<tr>");
    cell("Sum").cell(sum.processes).cell(sum.stopping).cell(sum.connections).cell("&nbsp;");
    cell(sum.busy).cell(sum.graceful).cell(sum.idle);
    cell(sum.waitIo).cell(sum.writing).cell(sum.keepAlive).cell(sum.closing);
    page.text("</tr>\n</table>\n");
  }

  private HtmlReport cell(String text) throws IOException {
    page.text("<td>").text(text).text("</td>");
    return this;
  }

  private HtmlReport cell(int number) throws IOException {
    return cell(Integer.toString(number));
  }

  /// Which process is in which state, three on a line.
  private void pids() throws IOException {
    page.text("PID Key: <br />\n<pre>\n");
    boolean all = (long) board.serverLimit() * board.threadLimit() <= MOST_LISTED;
    int slots = all ? board.serverLimit() : totals.slots;
    int threads = all ? board.threadLimit() : totals.threads;
    int inLine = 0;
    for (int slot = 0; slot < slots; slot++) {
      int pid = slot < totals.slots ? board.process(slot).pid() : 0;
      for (int thread = 0; thread < threads; thread++) {
        char letter = totals.letter(board, slot, thread);
        if (letter == '.' || !all && letter == ' ') {
          continue;
        }
        page.text("   ").number(pid).text(" in state: ").letter(letter).letter(' ');
        inLine = (inLine + 1) % 3;
        page.letter(inLine == 0 ? '\n' : ',');
      }
    }
    page.text("\n</pre>\n");
  }
}
