package dev.mpmlint.server.control;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.server.settings.Pool;

/// From a plan to the numbers that the server runs. Stateless.
final class Pools {
  private Pools() {}

  /// @throws IllegalArgumentException when this server does not run the plan's MPM
  static Pool of(Configuration configuration, MpmPlan plan) {
    Pool.Kind kind = kind(configuration, plan);
    boolean threads = !kind.singleThreaded();
    boolean winnt = kind == Pool.Kind.WINNT;
    return new Pool(
        kind,
        winnt ? 1 : plan.effective(MpmDirective.SERVER_LIMIT),
        threads ? plan.effective(MpmDirective.THREAD_LIMIT) : 1,
        plan.threadsPerProcess(),
        plan.processes(),
        winnt ? plan.threadsPerProcess() : plan.nominalWorkers(),
        winnt ? 1 : plan.startProcesses(),
        spare(plan, MpmDirective.MIN_SPARE_SERVERS, MpmDirective.MIN_SPARE_THREADS),
        spare(plan, MpmDirective.MAX_SPARE_SERVERS, MpmDirective.MAX_SPARE_THREADS),
        optional(plan, MpmDirective.MAX_CONNECTIONS_PER_CHILD),
        optional(plan, MpmDirective.ASYNC_REQUEST_WORKER_FACTOR),
        optional(plan, MpmDirective.GRACEFUL_SHUTDOWN_TIMEOUT),
        optional(plan, MpmDirective.LISTEN_BACKLOG),
        plan.setting(MpmDirective.THREAD_STACK_SIZE).map(s -> (long) s.effective()).orElse(0L));
  }

  static Pool.Kind kind(Configuration configuration, MpmPlan plan) {
    return switch (plan.mpm()) {
      case PREFORK -> configuration.module("mpm_itk_module").isPresent() ? Pool.Kind.ITK : Pool.Kind.PREFORK;
      case WORKER -> Pool.Kind.WORKER;
      case EVENT -> Pool.Kind.EVENT;
      case WINNT -> Pool.Kind.WINNT;
      case NETWARE, MPMT_OS2, BEOS, PERCHILD, LEADER, THREADPOOL, PERUSER, SIMPLE, MOTORZ ->
          throw new IllegalArgumentException(plan.mpm() + " is not run here");
    };
  }

  private static int spare(MpmPlan plan, MpmDirective servers, MpmDirective threads) {
    return plan.setting(servers).isPresent() ? plan.effective(servers) : optional(plan, threads);
  }

  private static int optional(MpmPlan plan, MpmDirective directive) {
    return plan.setting(directive).map(s -> (int) s.effective()).orElse(0);
  }
}
