package dev.mpmlint.advise.simulate;

import dev.mpmlint.mpm.Message;
import java.util.List;

/// What came of a scenario. What clients met counts from the end of the warm-up on.
///
/// @param arrived clients of the whole run
/// @param connections that were asked for, also by clients that had to connect again
/// @param waits of connections, from the client's wish to the worker that takes it; refused ones have none
/// @param services of requests, from the worker that takes it to the end of the answer
/// @param responses of requests as the client feels them: wait and service
/// @param backendWaits of the requests that went to the backend
/// @param refused connections that found the backlog full
/// @param lost requests that those clients had still to send
/// @param failed requests that the backend had no place for
/// @param cutByBusy kept connections that were closed although their client had another request, since no worker was idle
/// @param cutByEnding and since their child ended
/// @param mostProcesses of one machine at any time
/// @param series what was so in each second, of all machines together
/// @param said what the control processes logged, by number
/// @param stillWaiting connections that waited at the end
/// @param stillOpen connections that children had at the end
public record Outcome(
    Scenario scenario,
    long arrived,
    long connections,
    Durations waits,
    Durations services,
    Durations responses,
    Durations backendWaits,
    long refused,
    long lost,
    long failed,
    long cutByBusy,
    long cutByEnding,
    int mostProcesses,
    Series series,
    List<Said> said,
    long stillWaiting,
    long stillOpen) {
  /// A message of the control process.
  ///
  /// @param first when it was first said, in nanoseconds
  /// @param times how often, on all machines together
  public record Said(String number, Message.Level level, String text, long first, long times) {
    Said and(Said other) {
      Said earlier = other.first < first ? other : this;
      return new Said(number, level, earlier.text, earlier.first, times + other.times);
    }
  }

  /// What was so, second by second or on average over a few: the state as it was when idle maintenance looked, and how
  /// much happened in a second.
  ///
  /// @param step seconds from one value to the next
  public record Series(
      int step,
      Curve busy,
      Curve idle,
      Curve processes,
      Curve waiting,
      Curve open,
      Curve backendBusy,
      Curve asked,
      Curve answered,
      Curve refused) {}

  static Outcome of(Scenario scenario, Tally t) {
    return new Outcome(
        scenario, t.arrived, t.connections, t.waits, t.services, t.responses, t.backendWaits, t.refusals, t.lostRequests,
        t.failed, t.cutsByBusy, t.cutsByEnding, t.mostProcesses,
        new Series(
            t.step, perSecond(scenario, t, t.busy), perSecond(scenario, t, t.idle), perSecond(scenario, t, t.processes),
            perSecond(scenario, t, t.waiting), perSecond(scenario, t, t.open), perSecond(scenario, t, t.backendBusy),
            perSecond(scenario, t, t.asked), perSecond(scenario, t, t.answered), perSecond(scenario, t, t.refused)),
        List.copyOf(t.messages.values()), t.stillWaiting, t.stillOpen);
  }

  private static Curve perSecond(Scenario scenario, Tally t, long[] sums) {
    double[] values = new double[sums.length];
    double all = Math.ceil((double) scenario.duration() / Arrivals.SECOND);
    for (int i = 0; i < sums.length; i++) {
      // The last one may stand for less.
      values[i] = sums[i] / Math.min(t.step, all - (double) i * t.step);
    }
    return new Curve(values);
  }

  /// The share of connections that were refused.
  public double refusedShare() {
    return connections == 0 ? 0 : (double) refused / connections;
  }

  /// The share of MaxRequestWorkers that was busy on average.
  public double utilisation() {
    return mean(series.busy) / ((double) scenario.server().workers() * scenario.machines());
  }

  /// Bytes that the children of one machine took at most.
  public double mostMemory() {
    return (double) mostProcesses * scenario.server().childMemory();
  }

  /// Bytes that they took on average.
  public double meanMemory() {
    return mean(series.processes) / scenario.machines() * scenario.server().childMemory();
  }

  /// The mean of a series from the end of the warm-up on.
  public double mean(Curve curve) {
    return curve.mean((int) Math.ceil((double) scenario.warmUp() / Arrivals.SECOND / series.step));
  }
}
