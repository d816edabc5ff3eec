package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;

/// One piece of a compiled LogFormat. Immutable; used by all worker threads at once.
interface AccessItem {
  void append(Line to, Exchange exchange, Served served, Clock clock);

  /// What a worker thread keeps from line to line. Owned by it.
  final class Clock {
    final Line line = new Line();
    final WallTime time = new WallTime(LocalZone.OF_THIS_MACHINE);
    private final Line common = new Line();
    private long commonSecond = Long.MIN_VALUE;

    /// `[22/Nov/2026:00:45:24 +0000]`, made once a second.
    void common(long micros, Line to) {
      long second = Math.floorDiv(micros, 1_000_000L);
      if (second != commonSecond) {
        commonSecond = second;
        time.set(second);
        common.clear();
        common.add('[').pad(time.day, 2).add('/');
        time.monthName(common);
        common.add('/').add((long) time.year).add(':');
        time.clock(common);
        common.add(' ');
        time.zoneOffset(common);
        common.add(']');
      }
      to.add(common.bytes, common.length);
    }
  }
}
