package dev.mpmlint.advise.simulate;

import dev.mpmlint.mpm.Message;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is counted during a run, and put together of several. Of what happens to clients, only of those that came after the
/// warm-up. Owned by one thread while it is filled.
final class Tally {
  /// However long a run is, its series have no more values.
  private static final int MOST_VALUES = 3600;

  final Durations waits = new Durations();
  final Durations services = new Durations();
  final Durations responses = new Durations();
  final Durations backendWaits = new Durations();
  final Map<String, Outcome.Said> messages = new TreeMap<>();
  final long[] busy;
  final long[] idle;
  final long[] processes;
  final long[] waiting;
  final long[] open;
  final long[] backendBusy;
  final long[] asked;
  final long[] answered;
  final long[] refused;
  long arrived;
  long connections;
  long refusals;
  long lostRequests;
  long failed;
  long cutsByBusy;
  long cutsByEnding;
  int mostProcesses;
  long stillWaiting;
  long stillOpen;
  /// Whole seconds that one value of a series stands for.
  final int step;
  private final long warmUp;

  Tally(Scenario scenario) {
    warmUp = scenario.warmUp();
    long all = (scenario.duration() + Arrivals.SECOND - 1) / Arrivals.SECOND;
    step = (int) ((all + MOST_VALUES - 1) / MOST_VALUES);
    int seconds = (int) ((all + step - 1) / step);
    busy = new long[seconds];
    idle = new long[seconds];
    processes = new long[seconds];
    waiting = new long[seconds];
    open = new long[seconds];
    backendBusy = new long[seconds];
    asked = new long[seconds];
    answered = new long[seconds];
    refused = new long[seconds];
  }

  private int second(long now) {
    return (int) (now / Arrivals.SECOND / step);
  }

  void asked(long now) {
    asked[second(now)]++;
    connections += now >= warmUp ? 1 : 0;
  }

  void accepted(long since, long now) {
    if (since >= warmUp) {
      waits.add(now - since);
    }
  }

  void refused(long now, int requests) {
    refused[second(now)]++;
    if (now >= warmUp) {
      refusals++;
      lostRequests += requests;
    }
  }

  void behind(long since, long now) {
    if (since >= warmUp) {
      backendWaits.add(now - since);
    }
  }

  void answered(long since, long begun, long now, boolean isFailed) {
    answered[second(now)]++;
    if (since >= warmUp) {
      if (isFailed) {
        failed++;
      } else {
        services.add(now - begun);
        responses.add(now - since);
      }
    }
  }

  void cut(long now, boolean ending) {
    if (now >= warmUp) {
      cutsByBusy += ending ? 0 : 1;
      cutsByEnding += ending ? 1 : 0;
    }
  }

  void spawned(int living) {
    mostProcesses = Math.max(mostProcesses, living);
  }

  void messages(List<Message> said, long now) {
    for (Message each : said) {
      Outcome.Said one = new Outcome.Said(each.number().toString(), each.level(), each.text(), now, 1);
      messages.merge(one.number(), one, Outcome.Said::and);
    }
  }

  void sample(Machine machine, BackendPool backend, long now) {
    int at = second(now);
    busy[at] += machine.busy();
    idle[at] += machine.idle();
    processes[at] += machine.children.living();
    waiting[at] += machine.waiting();
    open[at] += machine.open();
    backendBusy[at] += backend.busy();
  }

  void ended(Machine[] machines) {
    for (Machine machine : machines) {
      stillWaiting += machine.waiting();
      stillOpen += machine.open();
    }
  }

  void add(Tally other) {
    waits.add(other.waits);
    services.add(other.services);
    responses.add(other.responses);
    backendWaits.add(other.backendWaits);
    other.messages.forEach((number, said) -> messages.merge(number, said, Outcome.Said::and));
    long[][] mine = series();
    long[][] others = other.series();
    for (int i = 0; i < mine.length; i++) {
      for (int second = 0; second < mine[i].length; second++) {
        mine[i][second] += others[i][second];
      }
    }
    arrived += other.arrived;
    connections += other.connections;
    refusals += other.refusals;
    lostRequests += other.lostRequests;
    failed += other.failed;
    cutsByBusy += other.cutsByBusy;
    cutsByEnding += other.cutsByEnding;
    mostProcesses = Math.max(mostProcesses, other.mostProcesses);
    stillWaiting += other.stillWaiting;
    stillOpen += other.stillOpen;
  }

  private long[][] series() {
    return new long[][] {busy, idle, processes, waiting, open, backendBusy, asked, answered, refused};
  }
}
