package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Seconds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Idle clients that each hold a process, or under worker a thread, for a long time.
final class LongKeepAliveWithProcessPerConnection implements Rule.OfConfiguration {
  // What httpd 2.0 and openSUSE have as their default is not called long.
  static final RuleOption LONGEST =
      new RuleOption("LongestKeepAliveTimeout", 15, 0, 86400, "A KeepAliveTimeout of more seconds is found");

  static final RuleInfo INFO =
      new RuleInfo(
          "MPM031",
          "long-keep-alive-with-process-per-connection",
          Severity.WARNING,
          "Idle keep-alive connections hold a process each, for a long time",
          "0.1",
          List.of(LONGEST));

  /// httpd's own default.
  private static final int ADVISED = 5;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    List<MpmPlan> plans = subject.plans();
    if (plans.size() != 1) {
      return;
    }
    Mpm mpm = plans.getFirst().mpm();
    if (mpm != Mpm.PREFORK && mpm != Mpm.WORKER) {
      return;
    }
    Configuration configuration = subject.configuration();
    Map<Seat, Occurrence> keepAlive = lastOfEach(configuration, "KeepAlive");
    lastOfEach(configuration, "KeepAliveTimeout")
        .forEach(
            (seat, timeout) -> {
              double seconds = Seconds.of(Lines.argument(timeout, 0));
              Occurrence switched = keepAlive.getOrDefault(seat, keepAlive.get(Seat.SERVER));
              int longest = subject.options().of(LONGEST);
              if (seconds > longest && !isOff(switched)) {
                // Who says what is long has said what is not.
                int good = longest == LONGEST.usual() ? ADVISED : longest;
                out.accept(finding(timeout, mpm, seconds, plans.getFirst(), good));
              }
            });
  }

  private static Finding finding(Occurrence timeout, Mpm mpm, double seconds, MpmPlan plan, int good) {
    String write = good == 0 ? "write 0" : "write " + good + " or less";
    String host = timeout.place().scope() == null ? "" : " of this virtual host";
    boolean prefork = mpm == Mpm.PREFORK;
    Finding finding =
        Finding.at(
                INFO,
                timeout,
                Lines.spanOf(timeout, 0),
                "KeepAliveTimeout " + Lines.argument(timeout, 0) + " lets every idle client" + host + " hold one of "
                    + plan.simultaneousRequests() + (prefork ? " processes of prefork" : " threads of worker")
                    + " for " + Seconds.shown(seconds) + "; " + write + ", or change to event")
            .labelled(write)
            .as(prefork ? Severity.WARNING : Severity.INFO)
            .fixedBy(new Fix("write KeepAliveTimeout " + good, Fix.Safety.UNSAFE, Numbers.value(timeout, Integer.toString(good))))
            .claiming(new Claim.KeepAliveHolds(seconds));
    return Lines.seeingMpm(finding, plan);
  }

  /// A place that has a setting of its own: the server, or one virtual host.
  private record Seat(@Nullable Occurrence virtualHost) {
    static final Seat SERVER = new Seat(null);

    // Written out: what a record makes of itself is linked at its first use, and this is on the way of every check.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Seat s && s.virtualHost == virtualHost;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(virtualHost);
    }
  }

  private static Map<Seat, Occurrence> lastOfEach(Configuration configuration, String name) {
    Map<Seat, Occurrence> last = new LinkedHashMap<>();
    for (Occurrence occurrence : configuration.active(name)) {
      Scope scope = occurrence.place().scope();
      if (scope == null) {
        last.put(Seat.SERVER, occurrence);
      } else if (scope.key().equals("virtualhost")) {
        last.put(new Seat(scope.open()), occurrence);
      }
    }
    return last;
  }

  private static boolean isOff(@Nullable Occurrence keepAlive) {
    String value = keepAlive == null ? "" : Lines.argument(keepAlive, 0);
    return value.equalsIgnoreCase("off") || value.equals("0");
  }
}
