package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Seconds;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// A server on which a client may take as long as it likes to send its request, holding a worker meanwhile.
final class SlowClientsNotLimited implements Rule.OfConfiguration {
  // httpd's own default up to 2.2, and what Debian still ships.
  static final RuleOption LONGEST =
      new RuleOption("LongestTimeout", 300, 1, 86400, "A Timeout of more seconds is found");

  static final RuleInfo INFO =
      new RuleInfo(
          "MPM032",
          "slow-clients-not-limited",
          Severity.WARNING,
          "Nothing limits how long a client may take to send a request while it holds a worker",
          "0.1",
          List.of(LONGEST));


  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    if (configuration.options().kind() != InputKind.WHOLE
        || !(subject.mpm() instanceof MpmOutcome.One(MpmPlan plan))
        || configuration.active("Listen").isEmpty()) {
      return;
    }
    if (configuration.module("reqtimeout_module").isEmpty()) {
      withoutModule(subject, plan, out);
      return;
    }
    boolean limited = false;
    for (Occurrence line : configuration.active("RequestReadTimeout")) {
      Word header = header(line);
      limited |= header != null;
      if (header != null && isZero(header)) {
        out.accept(
            Finding.at(
                    INFO,
                    line,
                    header.span(),
                    "RequestReadTimeout header=0 lets a client take for ever to send its request's header while it"
                        + " holds one of " + plan.simultaneousRequests()
                        + " workers; write header=20-40,MinRate=500")
                .labelled("no limit")
                .fixedBy(Fix.advice("write RequestReadTimeout header=20-40,MinRate=500"))
                .claiming(new Claim.SlowClientHolds()));
      }
    }
    HttpdVersion version = configuration.options().version();
    if (!limited && !version.atLeast(2, 4, 39)) {
      out.accept(
          Lines.atTop(
                  INFO,
                  configuration,
                  "reqtimeout_module of httpd " + version + " limits nothing by itself, so a slow client"
                      + " may hold one of "
                      + plan.simultaneousRequests()
                      + " workers for long; write RequestReadTimeout header=20-40,MinRate=500 body=20,MinRate=500")
              .as(Severity.INFO)
              .claiming(new Claim.SlowClientHolds()));
    }
  }

  private static void withoutModule(Subject subject, MpmPlan plan, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    String load = "load reqtimeout_module, which limits it";
    Optional<Occurrence> timeout = configuration.active("Timeout").stream()
        .filter(o -> o.place().scope() == null)
        .reduce((_, later) -> later);
    double seconds = timeout.map(o -> Seconds.of(Lines.argument(o, 0))).orElse(0.0);
    if (timeout.isPresent() && seconds > subject.options().of(LONGEST)) {
      out.accept(
          Finding.at(
                  INFO,
                  timeout.get(),
                  Lines.spanOf(timeout.get(), 0),
                  "Timeout " + Lines.argument(timeout.get(), 0) + " lets a client that stalls hold one of "
                      + plan.simultaneousRequests() + " workers for " + Seconds.shown(seconds)
                      + ", and reqtimeout_module is not loaded; write 60, and " + load)
              .labelled("write 60")
              .fixedBy(Fix.advice("write Timeout 60, and load reqtimeout_module"))
              .claiming(new Claim.SlowClientHolds()));
      return;
    }
    out.accept(
        Lines.atTop(
                INFO,
                configuration,
                "reqtimeout_module is not loaded, so a client that sends a byte now and then may hold one of "
                    + plan.simultaneousRequests() + " workers for as long as it likes; " + load)
            .as(Severity.INFO)
            .fixedBy(Fix.advice(load))
            .claiming(new Claim.SlowClientHolds()));
  }

  private static @org.jspecify.annotations.Nullable Word header(Occurrence line) {
    for (Word word : line.words()) {
      if (word.value().toLowerCase(Locale.ROOT).startsWith("header=")) {
        return word;
      }
    }
    return null;
  }

  private static boolean isZero(Word header) {
    String value = header.value().substring("header=".length());
    int comma = value.indexOf(',');
    return (comma < 0 ? value : value.substring(0, comma)).equals("0");
  }
}
