package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Peer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One message of the error log with all that a line can say about it.
///
/// @param status the system's error in front of the message, `(98)Address already in use`; empty for none
/// @param text the message without it
/// @param server ServerName of the host whose log it goes to
/// @param tid the thread, as the kernel numbers it
record ErrorEvent(
    Level level,
    String module,
    String status,
    String text,
    @Nullable Peer peer,
    @Nullable Exchange exchange,
    String server,
    boolean canonical,
    long tid) {

  static ErrorEvent of(
      Level level,
      String module,
      String message,
      @Nullable Peer peer,
      @Nullable Exchange exchange,
      String server,
      boolean canonical,
      long tid) {
    boolean numbered = message.length() > 1 && message.charAt(0) == '(' && Character.isDigit(message.charAt(1));
    int end = numbered ? message.indexOf(": ") : -1;
    String status = end < 0 ? "" : message.substring(0, end);
    String text = end < 0 ? message : message.substring(end + 2);
    return new ErrorEvent(level, module, status, text, peer, exchange, server, canonical, tid);
  }

  /// The default format: do_errorlog_default of httpd's server/log.c.
  void line(Line to) {
    to.add('[');
    time("u", to);
    to.add("] [").add(module).add(':').add(level.shown());
    to.add("] [pid ").add(Ids.pid()).add(":tid ").add(tid).add("] ");
    if (!status.isEmpty()) {
      to.add(status).add(": ");
    }
    if (peer != null) {
      to.add("[client ").add(peer.client()).add(':').add((long) peer.remote().getPort()).add("] ");
    }
    to.escapeForErrors(text);
    String referer = exchange == null ? null : exchange.head().field("Referer");
    if (referer != null && !referer.isEmpty()) {
      to.add(", referer: ").escapeForErrors(referer);
    }
  }

  /// Microseconds since 1970.
  static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }

  /// `Sun Nov 22 00:45:24 2026`.
  ///
  /// @param flags `u` with microseconds, `m` with milliseconds, `c` as ISO 8601 has it, `z` with the zone
  static void time(String flags, Line to) {
    long now = now();
    WallTime time = new WallTime(LocalZone.OF_THIS_MACHINE);
    time.set(now / 1_000_000);
    boolean compact = flags.indexOf('c') >= 0;
    if (compact) {
      to.add((long) time.year).add('-').pad(time.month + 1, 2).add('-').pad(time.day, 2);
    } else {
      time.dayName(to);
      to.add(' ');
      time.monthName(to);
      to.add(' ').pad(time.day, 2);
    }
    to.add(' ');
    time.clock(to);
    if (flags.indexOf('u') >= 0) {
      to.add('.').pad(now % 1_000_000, 6);
    } else if (flags.indexOf('m') >= 0) {
      to.add('.').pad(now / 1000 % 1000, 3);
    }
    if (!compact) {
      to.add(' ').add((long) time.year);
    }
    if (flags.indexOf('z') >= 0) {
      to.add(' ');
      time.zoneOffset(to);
    }
  }
}
