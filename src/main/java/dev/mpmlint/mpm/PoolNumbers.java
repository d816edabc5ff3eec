package dev.mpmlint.mpm;

/// The effective numbers that idle maintenance compares with; with one listener bucket.
///
/// @param mpm prefork, worker, event or winnt
/// @param serverLimit slots for children
/// @param threadsPerChild 1 for prefork
/// @param processes most children that serve at once (MaxRequestWorkers for prefork, 1 for winnt)
/// @param maxRequestWorkers what busy and idle threads are compared with; worker and event do not lower it when
///     ServerLimit caps the processes
/// @param startServers children started at first, at most `processes`
/// @param minSpare MinSpareServers or MinSpareThreads
/// @param maxSpare MaxSpareServers or MaxSpareThreads, raised above `minSpare` as httpd does
public record PoolNumbers(
    Mpm mpm,
    int serverLimit,
    int threadsPerChild,
    int processes,
    int maxRequestWorkers,
    int startServers,
    int minSpare,
    int maxSpare) {
  public PoolNumbers {
    switch (mpm) {
      case PREFORK, WORKER, EVENT, WINNT -> {}
      default -> throw new IllegalArgumentException("no idle maintenance is known for " + mpm);
    }
    if (serverLimit < 1 || threadsPerChild < 1 || processes < 1 || processes > serverLimit) {
      throw new IllegalArgumentException(
          processes + " of " + serverLimit + " processes with " + threadsPerChild + " threads cannot run");
    }
  }

  /// Those of a plan.
  ///
  /// @throws IllegalArgumentException for other MPMs than the four
  public static PoolNumbers of(Figures figures) {
    return switch (figures.mpm()) {
      case PREFORK -> of(figures, MpmDirective.MIN_SPARE_SERVERS, MpmDirective.MAX_SPARE_SERVERS);
      case WORKER, EVENT -> of(figures, MpmDirective.MIN_SPARE_THREADS, MpmDirective.MAX_SPARE_THREADS);
      case WINNT ->
          new PoolNumbers(
              Mpm.WINNT, 1, figures.threadsPerProcess(), 1, figures.threadsPerProcess(), 1, 0, figures.threadsPerProcess());
      default -> throw new IllegalArgumentException("no idle maintenance is known for " + figures.mpm());
    };
  }

  private static PoolNumbers of(Figures figures, MpmDirective min, MpmDirective max) {
    return new PoolNumbers(
        figures.mpm(),
        figures.effective(MpmDirective.SERVER_LIMIT),
        figures.threadsPerProcess(),
        figures.processes(),
        figures.nominalWorkers(),
        figures.startProcesses(),
        figures.effective(min),
        figures.effective(max));
  }
}
