package dev.mpmlint.server.status;

import dev.mpmlint.server.scoreboard.ProcessSlot;
import dev.mpmlint.server.scoreboard.Scoreboard;
import dev.mpmlint.server.scoreboard.WorkerSlot;
import dev.mpmlint.server.scoreboard.WorkerStatus;
import java.io.IOException;

/// Each worker that has served or serves: a row of the table, or an entry of the list.
final class WorkerRows {
  private static final int KILO = 1024;
  private static final long MEGA = 1_048_576;

  private static final String HEAD =
      """


      <table border="0"><tr><th>Srv</th><th>PID</th><th>Acc</th><th>M</th><th>CPU
      </th><th>SS</th><th>Req</th><th>Dur</th><th>Conn</th><th>Child</th><th>Slot</th>\
      <th>Client</th><th>Protocol</th><th>VHost</th><th>Request</th></tr>

      """;
  private static final String FOOT =
      """
      </table>
       <hr /> <table>
       <tr><th>Srv</th><td>Child Server number - generation</td></tr>
       <tr><th>PID</th><td>OS process ID</td></tr>
       <tr><th>Acc</th><td>Number of accesses this connection / this child / this slot</td></tr>
       <tr><th>M</th><td>Mode of operation</td></tr>
      <tr><th>CPU</th><td>CPU usage, number of seconds</td></tr>
      <tr><th>SS</th><td>Seconds since beginning of most recent request</td></tr>
       <tr><th>Req</th><td>Milliseconds required to process most recent request</td></tr>
       <tr><th>Dur</th><td>Sum of milliseconds required to process all requests</td></tr>
       <tr><th>Conn</th><td>Kilobytes transferred this connection</td></tr>
       <tr><th>Child</th><td>Megabytes transferred this child</td></tr>
       <tr><th>Slot</th><td>Total megabytes transferred this slot</td></tr>
       </table>
      """;

  private final Page page;
  private final long now;

  private WorkerRows(Page page, long now) {
    this.page = page;
    this.now = now;
  }

  static void write(Page page, Scoreboard board, Totals totals, long now, boolean noTable) throws IOException {
    WorkerRows rows = new WorkerRows(page, now);
    page.text(noTable ? "<hr /><h2>Server Details</h2>\n\n" : HEAD);
    for (int slot = 0; slot < totals.slots; slot++) {
      ProcessSlot process = board.process(slot);
      for (int thread = 0; thread < totals.threads; thread++) {
        WorkerSlot worker = board.worker(slot, thread);
        WorkerStatus status = worker.status();
        if (Totals.isShown(worker, status)) {
          boolean own = worker.pid() != 0;
          String name = slot + "-" + (own ? worker.generation() : process.generation());
          String pid = status == WorkerStatus.DEAD ? "-" : Integer.toString(own ? worker.pid() : process.pid());
          if (noTable) {
            rows.entry(name, pid, worker, status);
          } else {
            rows.row(name, pid, worker, status);
          }
        }
      }
    }
    page.text(noTable ? "" : FOOT);
  }

  private void row(String name, String pid, WorkerSlot worker, WorkerStatus status) throws IOException {
    page.text("<tr><td><b>").text(name).text("</b></td><td>").text(pid).text("</td><td>");
    page.number(worker.connCount()).letter('/').number(worker.myAccessCount()).letter('/');
    page.number(worker.accessCount()).text("</td><td>").text(mode(status)).text("\n</td><td>");
    long ticks = worker.userTime() + worker.systemTime() + worker.childUserTime() + worker.childSystemTime();
    page.text(Numbers.fixed(ticks / Totals.TICKS, 2)).text("</td><td>").number(sinceUsed(worker)).text("</td><td>");
    page.number(requestTime(worker)).text("</td><td>").number(worker.duration() / 1000).text("</td><td>");
    page.text(Numbers.fixed((float) worker.connBytes() / KILO, 1)).text("</td><td>");
    page.text(Numbers.fixed((float) worker.myBytes() / MEGA, 2)).text("</td><td>");
    page.text(Numbers.fixed((float) worker.bytesServed() / MEGA, 2)).text("\n</td><td>");
    page.escaped(worker.client()).text("</td><td>").escaped(worker.protocol()).text("</td><td nowrap>");
    page.escaped(worker.vhost()).text("</td><td nowrap>").logged(worker.request()).text("</td></tr>\n\n");
  }

  private void entry(String name, String pid, WorkerSlot worker, WorkerStatus status) throws IOException {
    page.text("<b>Server ").text(name).text("</b> (").text(pid).text("): ").number(worker.connCount());
    page.letter('|').number(worker.myAccessCount()).letter('|').number(worker.accessCount());
    page.text(" [").text(words(status)).text("] u").text(Numbers.general(worker.userTime() / Totals.TICKS, 6));
    page.text(" s").text(Numbers.general(worker.systemTime() / Totals.TICKS, 6));
    page.text(" cu").text(Numbers.general(worker.childUserTime() / Totals.TICKS, 6));
    page.text(" cs").text(Numbers.general(worker.childSystemTime() / Totals.TICKS, 6));
    page.text("\n ").number(sinceUsed(worker)).letter(' ').number(requestTime(worker)).letter(' ');
    page.number(worker.duration() / 1000).letter('(').text(Numbers.bytes(worker.connBytes()));
    page.letter('|').text(Numbers.bytes(worker.myBytes())).letter('|').text(Numbers.bytes(worker.bytesServed()));
    page.text(")\n <i>").escaped(worker.client()).text(" {").logged(worker.request()).text("}</i> <i>(");
    page.escaped(worker.protocol()).text(")</i> <b>[").escaped(worker.vhost()).text("]</b><br />\n\n");
  }

  /// Seconds.
  private long sinceUsed(WorkerSlot worker) {
    return (now - worker.lastUsed()) / 1_000_000;
  }

  /// Milliseconds.
  private static long requestTime(WorkerSlot worker) {
    long start = worker.startTime();
    return start == 0 ? 0 : Math.max(0, (worker.stopTime() - start) / 1000);
  }

  private static String mode(WorkerStatus status) {
    return switch (status) {
      case READY, DEAD, GRACEFUL, IDLE_KILL -> String.valueOf(status.letter());
      case STARTING, BUSY_READ, BUSY_WRITE, BUSY_KEEPALIVE, BUSY_LOG, BUSY_DNS, CLOSING ->
          "<b>" + status.letter() + "</b>";
    };
  }

  private static String words(WorkerStatus status) {
    return switch (status) {
      case DEAD -> "Dead";
      case STARTING -> "Starting";
      case READY -> "Ready";
      case BUSY_READ -> "<b>Read</b>";
      case BUSY_WRITE -> "<b>Write</b>";
      case BUSY_KEEPALIVE -> "<b>Keepalive</b>";
      case BUSY_LOG -> "<b>Logging</b>";
      case BUSY_DNS -> "<b>DNS lookup</b>";
      case CLOSING -> "<b>Closing</b>";
      case GRACEFUL -> "Graceful";
      case IDLE_KILL -> "Dying";
    };
  }
}
