package dev.mpmlint.verify.compare;

import dev.mpmlint.verify.model.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/// One phase of the load on one side, in figures.
///
/// @param answers that visitors got
/// @param lost requests of visitors without an answer of status 200
/// @param median milliseconds from a visitor's request to its answer, counted where it was sent; NaN where none was sent
/// @param slowest of twenty visitors one waits longer than so many milliseconds (the 95th percentile)
/// @param longest milliseconds
/// @param processes at most
/// @param busy workers at most
/// @param waiting connections that no worker has taken, at most
public record Stretch(
    int answers, int lost, double median, double slowest, double longest, int processes, int busy, int waiting) {
  /// A visitor's request.
  ///
  /// @param at seconds since the beginning
  /// @param millis until its answer, or until it was given up
  record Visit(double at, double millis, boolean answered) {}

  static Stretch of(Load.Phase phase, List<Visit> visits, List<Sample> samples) {
    List<Visit> own = visits.stream().filter(v -> v.at() >= phase.from() && v.at() < phase.to()).toList();
    double[] waits = own.stream().mapToDouble(Visit::millis).sorted().toArray();
    List<Sample> seen = samples.stream().filter(s -> s.seconds() >= phase.from() && s.seconds() <= phase.to()).toList();
    int answers = (int) own.stream().filter(Visit::answered).count();
    return new Stretch(
        answers, own.size() - answers, at(waits, 0.5), at(waits, 0.95), at(waits, 1), most(seen, Sample::processes),
        most(seen, Sample::busy), most(seen, Sample::waiting));
  }

  /// The nearest rank.
  private static double at(double[] sorted, double part) {
    return sorted.length == 0 ? Double.NaN : sorted[Math.clamp((long) Math.ceil(part * sorted.length) - 1, 0, sorted.length - 1)];
  }

  private static int most(List<Sample> samples, ToIntFunction<Sample> value) {
    return Arrays.stream(samples.stream().mapToInt(value).toArray()).max().orElse(0);
  }
}
