package dev.mpmlint.cli;

import dev.mpmlint.report.Style;
import dev.mpmlint.verify.experiment.Progress;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Sample;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What runs, on one line of a terminal that is written again and again: a row of workers for the latest server that was
/// looked at. Called by several threads.
final class ScoreLine implements Progress {
  private static final String AGAIN = "\r\u001b[K";
  private static final int WIDTH = 78;
  private static final int ROW = 24;

  private final PrintStream out;
  private final Style style;
  private final Map<String, String> running = new LinkedHashMap<>();

  ScoreLine(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public synchronized void begins(String engine, List<Experiment> experiments) {
    running.put(key(engine, experiments), "");
    show(key(engine, experiments));
  }

  @Override
  public synchronized void sees(String engine, List<Experiment> experiments, Sample s) {
    String key = key(engine, experiments);
    if (running.containsKey(key)) {
      running.put(key, row(s));
      show(key);
    }
  }

  @Override
  public synchronized void ends(String engine, List<Experiment> experiments) {
    running.remove(key(engine, experiments));
    clear(out);
  }

  static void clear(PrintStream out) {
    out.print(AGAIN);
    out.flush();
  }

  private static String key(String engine, List<Experiment> experiments) {
    return engine + " " + experiments.getFirst().word();
  }

  static String row(Sample s) {
    int workers = Math.max(1, s.busy() + s.idle());
    int busy = Math.round((float) ROW * s.busy() / workers);
    return "[" + "W".repeat(Math.min(ROW, busy)) + "_".repeat(Math.max(0, ROW - busy)) + "] " + s.processes() + " processes, "
        + s.busy() + " busy, " + s.idle() + " idle, " + s.waiting() + " waiting";
  }

  private void show(String key) {
    write(out, style, key + " " + running.get(key));
  }

  /// In the place of the line before.
  static void write(PrintStream out, Style style, String text) {
    out.print(AGAIN + style.safe(text.length() <= WIDTH ? text : text.substring(0, WIDTH)));
    out.flush();
  }
}
