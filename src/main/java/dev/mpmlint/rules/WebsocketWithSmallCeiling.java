package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// WebSockets, each of which holds a worker for as long as it is open, under event too.
final class WebsocketWithSmallCeiling implements Rule.OfConfiguration {
  // The defaults of every MPM are not above it.
  static final RuleOption FEW =
      new RuleOption("FewWorkers", 400, 1, 1000000, "Up to so many simultaneous requests are called few");

  static final RuleInfo INFO =
      new RuleInfo(
          "MPM039",
          "websocket-with-small-ceiling",
          Severity.INFO,
          "Each open WebSocket holds a worker, and there are few",
          "0.1",
          List.of(FEW));


  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    if (configuration.options().kind() != InputKind.WHOLE
        || !(subject.mpm() instanceof MpmOutcome.One(MpmPlan plan))
        || plan.simultaneousRequests() > subject.options().of(FEW)
        || plan.simultaneousRequests() < 1) {
      return;
    }
    for (String name : List.of("ProxyPass", "ProxyPassMatch", "RewriteRule", "BalancerMember")) {
      for (Occurrence line : configuration.active(name)) {
        for (Word word : line.words()) {
          if (isWebSocket(word.value().toLowerCase(Locale.ROOT))) {
            out.accept(finding(line, word, plan));
            return;
          }
        }
      }
    }
  }

  private static boolean isWebSocket(String value) {
    return value.startsWith("ws://") || value.startsWith("wss://") || value.startsWith("upgrade=");
  }

  private static Finding finding(Occurrence line, Word word, MpmPlan plan) {
    int atOnce = plan.simultaneousRequests();
    return Lines.seeingMpm(
        Finding.at(
                INFO,
                line,
                word.span(),
                "each WebSocket that is proxied here holds a worker while it is open, under " + plan.mpm()
                    + " too, and there are " + atOnce
                    + " for sockets and requests together; set MaxRequestWorkers to the sockets expected plus the"
                    + " requests")
            .labelled("one of " + atOnce + " workers each")
            .claiming(new Claim.Ceiling(atOnce)),
        plan);
  }
}
