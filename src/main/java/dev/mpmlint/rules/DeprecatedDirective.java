package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A directive that works and that httpd's manual calls deprecated. Those of the MPMs have a rule of their own, and so have
/// Order, Allow and Deny.
final class DeprecatedDirective implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG018",
          "deprecated-directive",
          Severity.INFO,
          "A directive still works, and a better one has taken its place",
          "0.2");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return Set.of("sslcertificatechainfile", "sslrequire", "mddrivemode");
  }

  @Override
  public void check(Occurrence o, Subject subject, Consumer<Finding> out) {
    HttpdVersion version = subject.configuration().options().version();
    switch (o.key()) {
      case "sslcertificatechainfile" -> {
        if (version.atLeast(2, 4, 8)) {
          out.accept(
              finding(o, "SSLCertificateChainFile is deprecated since httpd 2.4.8; put the certificates of this file behind the"
                  + " server's own in that of SSLCertificateFile"));
        }
      }
      case "sslrequire" -> {
        if (version.atLeast(2, 4, 0)) {
          out.accept(finding(o, "SSLRequire is deprecated since httpd 2.4; write Require expr, which takes such a condition too"));
        }
      }
      default ->
          out.accept(
              finding(o, "MDDriveMode is the name that MDRenewMode had at first; write MDRenewMode")
                  .fixedBy(renamed(o)));
    }
  }

  private static Fix renamed(Occurrence o) {
    Span name = o.statement().nameSpan();
    boolean asWritten = Lines.isVerbatim(o) && name.text().equals(o.statement().name());
    return new Fix(
        "write MDRenewMode",
        Fix.Safety.SAFE,
        asWritten ? List.of(new TextEdit(name, "MDRenewMode")) : List.of());
  }

  private static Finding finding(Occurrence o, String message) {
    return Finding.at(INFO, o, o.statement().nameSpan(), message).labelled("deprecated");
  }
}
