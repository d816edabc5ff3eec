package dev.mpmlint.verify.scenario;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.verify.model.Scale;
import java.util.EnumMap;
import java.util.Map;

/// Numbers that are too big for this machine, divided by one factor. Pure functions.
///
/// @param numbers what stands for the configuration's own; empty when nothing is scaled
record Scaling(Scale scale, Map<MpmDirective, Long> numbers) {
  private static final Scaling NONE = new Scaling(Scale.NONE, Map.of());

  Scaling {
    numbers = Map.copyOf(numbers);
  }

  /// @param itk whether mpm-itk serves each connection in a further process, which the child waits for
  /// @param mostProcesses that this machine can run of one server
  /// @param mostWorkers that can be kept busy on it
  /// @param leastFactor by which another configuration, with which this one is compared, is divided
  static Scaling of(MpmPlan plan, boolean itk, int mostProcesses, int mostWorkers, int leastFactor) {
    int processes = plan.processes();
    int workers = plan.simultaneousRequests();
    int each = itk ? 2 : 1;
    int factor = Math.max(leastFactor, Math.max(up(processes * each, mostProcesses), up(workers, mostWorkers)));
    if (factor <= 1 || plan.mpm() == Mpm.WINNT) {
      return NONE;
    }
    int threads = plan.threadsPerProcess();
    int children = Math.max(1, processes / factor);
    if (processes < factor) {
      threads = Math.max(1, workers / factor);
    }
    Map<MpmDirective, Long> numbers = new EnumMap<>(MpmDirective.class);
    boolean threaded = plan.setting(MpmDirective.THREADS_PER_CHILD).isPresent();
    numbers.put(MpmDirective.SERVER_LIMIT, (long) Math.max(children, plan.effective(MpmDirective.SERVER_LIMIT) / factor));
    numbers.put(MpmDirective.START_SERVERS, Math.max(1L, plan.startProcesses() / factor));
    numbers.put(MpmDirective.MAX_REQUEST_WORKERS, (long) children * threads);
    if (threaded) {
      numbers.put(MpmDirective.THREADS_PER_CHILD, (long) threads);
      numbers.put(MpmDirective.THREAD_LIMIT, (long) Math.max(threads, 1));
    }
    for (MpmDirective spare : threaded ? THREADS : SERVERS) {
      numbers.put(spare, Math.max(1L, plan.effective(spare) / factor));
    }
    String reason =
        "MaxRequestWorkers " + workers + " is more than this machine can show; all its numbers are divided by " + factor;
    return new Scaling(new Scale(factor, reason), numbers);
  }

  private static final java.util.List<MpmDirective> THREADS =
      java.util.List.of(MpmDirective.MIN_SPARE_THREADS, MpmDirective.MAX_SPARE_THREADS);
  private static final java.util.List<MpmDirective> SERVERS =
      java.util.List.of(MpmDirective.MIN_SPARE_SERVERS, MpmDirective.MAX_SPARE_SERVERS);

  private static int up(int number, int most) {
    return (number + most - 1) / most;
  }
}
