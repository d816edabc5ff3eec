package dev.mpmlint.report.simulation;

import dev.mpmlint.advise.ErlangC;
import dev.mpmlint.advise.simulate.Arrivals;
import dev.mpmlint.advise.simulate.Load;
import dev.mpmlint.advise.simulate.Outcome;
import dev.mpmlint.advise.simulate.Scenario;
import dev.mpmlint.advise.simulate.ServiceTime;
import dev.mpmlint.advise.simulate.Study;
import dev.mpmlint.mpm.Message;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.report.html.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// What the figures of a simulation do not say by themselves, each in a sentence without final period. Stateless.
final class Notes {
  private static final double SATURATED = 0.97;
  private static final double NANOS = Arrivals.SECOND;

  private Notes() {}

  static List<String> of(Results results) {
    List<String> notes = new ArrayList<>();
    limited(results, notes);
    List<Outcome> all = results.outcomes();
    String saturated = labels(all, o -> o.utilisation() > SATURATED ? Facts.percent(o.utilisation()) : "");
    if (!saturated.isEmpty()) {
      notes.add("nearly all workers are always busy, so more is asked than they can do, and waits depend on how long is simulated: " + saturated);
    }
    String crowded =
        labels(all, o -> o.refused() > 0 && o.utilisation() < SATURATED / 2 ? Facts.percent(o.utilisation()) : "");
    if (!crowded.isEmpty()) {
      notes.add(
          "connections are refused although most workers are idle, since processes keep as many connections as they may, or"
              + " idle maintenance is slower than the load: " + crowded);
    }
    String failed = labels(all, o -> count(o.failed()));
    if (!failed.isEmpty()) {
      notes.add("requests that got 503, because the backend and its backlog were full: " + failed);
    }
    String busy = labels(all, o -> count(o.cutByBusy()));
    if (!busy.isEmpty()) {
      notes.add("kept connections that were closed because no worker was idle, and whose clients came again: " + busy);
    }
    String ending = labels(all, o -> count(o.cutByEnding()));
    if (!ending.isEmpty()) {
      notes.add("kept connections that were closed because idle maintenance ended their child, and whose clients came again: " + ending);
    }
    messages(results.outcomes(), notes);
    if (results.outcomes().size() == 1) {
      erlang(results.first(), results.rate(), notes);
    }
    if (!results.memoryIsGiven()) {
      notes.add(
          "memory is that of Debian's httpd 2.4 with static files; --process-size and --thread-size tell what your children"
              + " take");
    }
    return notes;
  }

  /// Where httpd runs fewer workers than a sweep asks for.
  private static void limited(Results results, List<String> notes) {
    Study study = results.study();
    if (!study.swept().equals("MaxRequestWorkers")) {
      return;
    }
    Set<Mpm> said = new HashSet<>();
    for (Study.Variant v : study.variants()) {
      int workers = v.scenario().server().workers();
      int threads = v.scenario().server().numbers().threadsPerChild();
      if (v.value() - workers >= threads && said.add(v.mpm())) {
        notes.add(
            v.mpm() + ": with MaxRequestWorkers " + v.value() + " httpd runs " + workers + ", since ServerLimit is "
                + v.scenario().server().numbers().serverLimit() + "; --set ServerLimit=N simulates another one");
      }
    }
  }

  /// `event 50 (12), event 100 (3)`: those of which there is something to tell.
  private static String labels(List<Outcome> outcomes, Function<Outcome, String> figure) {
    List<String> told = new ArrayList<>();
    for (Outcome o : outcomes) {
      String text = figure.apply(o);
      if (!text.isEmpty()) {
        told.add(o.scenario().label() + " (" + text + ")");
      }
    }
    return String.join(", ", told);
  }

  private static String count(long n) {
    return n == 0 ? "" : Long.toString(n);
  }

  private static void messages(List<Outcome> outcomes, List<String> notes) {
    Map<String, StringBuilder> byNumber = new LinkedHashMap<>();
    for (Outcome o : outcomes) {
      for (Outcome.Said said : o.said()) {
        if (said.level() == Message.Level.INFO) {
          continue;
        }
        StringBuilder line =
            byNumber.computeIfAbsent(said.number(), _ -> new StringBuilder(said.number() + ' ' + said.text() + ": "));
        line.append(line.charAt(line.length() - 2) == ':' ? "" : ", ");
        line.append(o.scenario().label()).append(" after ").append(Facts.time(said.first() / NANOS));
        line.append(said.times() > 1 ? " (" + said.times() + " times)" : "");
      }
    }
    byNumber.values().forEach(line -> notes.add(line.toString()));
  }

  /// What theory says, where there is one.
  private static void erlang(Outcome o, double rate, List<String> notes) {
    Scenario s = o.scenario();
    Load load = s.load();
    boolean plain =
        load.arrivals() instanceof Arrivals.Poisson
            && load.service() instanceof ServiceTime.Exponential
            && !load.keeps()
            && load.slowReaders().share() == 0
            && load.slowSenders().share() == 0
            && s.backend().workers() == 0
            && s.machines() == 1;
    if (!plain) {
      return;
    }
    ErlangC queue = ErlangC.of(rate, load.service().mean() / NANOS, s.server().workers());
    notes.add(
        queue.saturated()
            ? "Erlang C: " + s.server().workers() + " workers cannot serve an offered load of "
                + Unit.NUMBER.show(Math.round(queue.offeredLoad() * 10) / 10.0)
            : "Erlang C for all " + s.server().workers() + " workers from the beginning: "
                + Facts.percent(queue.waitProbability()) + " wait, " + Facts.time(queue.meanWait()) + " on average, 95 of 100 at most "
                + Facts.time(queue.waitQuantile(0.95)));
  }
}
