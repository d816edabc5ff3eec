package dev.mpmlint.rules;

import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.START_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import java.util.function.Consumer;

/// Children that are started only to be ended again, one each second, because they are idle and too many.
final class StartServersAboveMaxSpare implements Rule.OfPlan {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM023",
          "start-servers-above-max-spare",
          Severity.WARNING,
          "More idle workers are started than may stay idle",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(MpmPlan plan, Subject subject, Consumer<Finding> out) {
    Numbers n = new Numbers(plan, subject);
    boolean threaded = n.has(THREADS_PER_CHILD);
    MpmDirective most = threaded ? MAX_SPARE_THREADS : MAX_SPARE_SERVERS;
    MpmDirective least = threaded ? MIN_SPARE_THREADS : MIN_SPARE_SERVERS;
    if (!n.has(START_SERVERS)
        || !n.has(most)
        || !n.isWritten(START_SERVERS) && !n.isWritten(most)
        || !n.sound(START_SERVERS, most, least, THREADS_PER_CHILD)) {
      return;
    }
    long threads = threaded ? plan.threadsPerProcess() : 1;
    long started = plan.startProcesses() * threads;
    long mayStay = n.runs(most);
    if (started <= mayStay || threads < 1) {
      return;
    }
    long enough = mayStay / threads;
    String starts = threaded ? " starts " + started + " idle threads" : " idle processes are started";
    String shown = threaded ? n.shown(START_SERVERS) : "with " + n.shown(START_SERVERS) + ", " + started;
    Finding finding =
        n.at(
            INFO,
            shown + starts + ", and " + most + " lets " + mayStay
                + " stay; httpd ends the others again one by one; write StartServers " + enough + " or raise " + most,
            START_SERVERS,
            most);
    if (finding == null) {
      return;
    }
    Occurrence line = n.line(START_SERVERS);
    Fix fix =
        line == null
            ? Fix.advice("write StartServers " + enough + ", or raise " + most)
            : new Fix(
                "write StartServers " + enough, Fix.Safety.UNSAFE, Numbers.value(line, Long.toString(enough)));
    out.accept(
        finding
            .as(line == null ? Severity.INFO : Severity.WARNING)
            .labelled(line == null ? "raise it" : "write " + enough + " or less")
            .fixedBy(fix)
            .claiming(new Claim.IdleAtMost((int) mayStay)));
  }
}
