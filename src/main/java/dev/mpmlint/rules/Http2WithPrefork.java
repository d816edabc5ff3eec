package dev.mpmlint.rules;

import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// HTTP/2 under prefork: the server starts and does not speak it. Where nothing asks for it, no more than a hint.
final class Http2WithPrefork implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM006",
          "http2-with-prefork",
          Severity.WARNING,
          "HTTP/2 is inactive under prefork, whatever asks for it",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Optional<LoadedModule> http2 = subject.configuration().module("http2_module");
    if (http2.isEmpty() || !(subject.mpm() instanceof MpmOutcome.One(var plan)) || plan.mpm() != Mpm.PREFORK) {
      return;
    }
    List<Occurrence> asking = new ArrayList<>();
    for (Occurrence protocols : subject.configuration().active("Protocols")) {
      if (asksForHttp2(protocols)) {
        asking.add(protocols);
      }
    }
    String wayOut = asking.isEmpty() ? "; nothing asks for it" : "; load event for it, or take it out of Protocols";
    Finding finding =
        Lines.atModule(
                INFO,
                http2.get(),
                subject.configuration(),
                "http2_module is loaded and prefork runs; HTTP/2 stays inactive (AH10034)" + wayOut)
            .labelled("inactive under prefork")
            .as(asking.isEmpty() ? Severity.INFO : Severity.WARNING);
    for (Occurrence protocols : asking) {
      finding =
          finding
              .seeing(protocols.span(), "HTTP/2 is asked for here, in vain")
              .claiming(new Claim.Http2Inactive());
    }
    out.accept(
        Lines.seeingMpm(finding, plan)
            .claiming(
                new Claim.Logs(
                    new AhNumber(10034), "The mpm module (prefork.c) is not supported by mod_http2.")));
  }

  private static boolean asksForHttp2(Occurrence protocols) {
    for (Word word : protocols.words()) {
      if (word.value().equalsIgnoreCase("h2") || word.value().equalsIgnoreCase("h2c")) {
        return true;
      }
    }
    return false;
  }
}
