package dev.mpmlint.cli;

import dev.mpmlint.advise.Progress;
import java.io.PrintStream;
import java.util.Locale;

/// How far a long file was read, on one line of standard error that is wiped at the end; nothing where that is no
/// terminal, or reading takes no time. Owned by the reading thread.
final class ProgressBar implements Progress, AutoCloseable {
  private static final int WIDTH = 30;
  private static final long NANOS_BETWEEN = 100_000_000;
  private static final double MB = 1e6;

  private final PrintStream err;
  private final boolean shown;
  private final boolean unicode;
  private final long begin = System.nanoTime();
  private long told = begin;
  private boolean drawn;

  ProgressBar(PrintStream err, boolean shown) {
    this.err = err;
    this.shown = shown;
    this.unicode = err.charset().name().startsWith("UTF-");
  }

  static ProgressBar of(Streams streams) {
    return new ProgressBar(streams.err(), streams.surroundings().errorTerminal().getAsBoolean());
  }

  @Override
  public void at(long done, long total) {
    long now = System.nanoTime();
    if (!shown || now - told < NANOS_BETWEEN) {
      return;
    }
    told = now;
    drawn = true;
    double rate = done / MB / ((now - begin) / 1e9);
    err.print("\r" + line(done, total, rate) + "\u001b[K");
    err.flush();
  }

  /// `[#####-----] 42 %  1.3 of 3.1 GB  410 MB/s`.
  private String line(long done, long total, double rate) {
    String speed = String.format(Locale.ROOT, "%.0f MB/s", rate);
    if (total <= 0) {
      return String.format(Locale.ROOT, "%.0f MB  %s", done / MB, speed);
    }
    double share = Math.min(1, (double) done / total);
    int full = (int) (share * WIDTH);
    String bar = (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : "-").repeat(WIDTH - full);
    return String.format(Locale.ROOT, "[%s] %3.0f %%  %.0f of %.0f MB  %s", bar, share * 100, done / MB, total / MB, speed);
  }

  @Override
  public void close() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
