package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.support.RunningHttpd;
import dev.mpmlint.support.ServerStatus;
import java.io.IOException;

/// What a server did that was started just now.
///
/// @param children processes below the control process, before the first request
/// @param port where it answers
record Observed(RunningHttpd running, int children, int port) {
  static Observed of(RunningHttpd running, int port) {
    return new Observed(running, running.children().size(), port);
  }

  void isAsPlanned(MpmPlan plan) throws IOException {
    assertThat(children).as("children at start").isEqualTo(plan.startProcesses());
    // The main thread waits for orders, the listener accepts.
    int threads = plan.threadsPerProcess() + (plan.mpm() == Mpm.PREFORK ? 0 : 2);
    assertThat(running.threadsPerChild(threads)).as("threads of each child").isNotEmpty().containsOnly(threads);
    ServerStatus status = ServerStatus.at(port);
    assertThat(status.mpm()).isEqualTo(plan.mpm().shortName());
    assertThat(status.scoreboard()).as("scoreboard").hasSize(plan.simultaneousRequests());
  }
}
