package dev.mpmlint.rules;

import dev.mpmlint.source.Span;
import java.util.List;
import java.util.Locale;

/// The rules about comments that suppress findings: one row each, since [SuppressionComments] and [Suppressions] know
/// the place and the words.
enum SuppressionFault implements Rule.OfSuppression {
  UNUSED_SUPPRESSION("SUP001", "A comment suppresses a finding that is not there"),
  SUPPRESSION_WITHOUT_REASON("SUP002", "A comment suppresses a finding without saying why, where reasons are required"),
  MALFORMED_SUPPRESSION("SUP003", "A comment for mpmlint cannot be understood and suppresses nothing"),
  SUPPRESSION_BEHIND_DIRECTIVE(
      "SUP004", "A comment for mpmlint stands behind a directive, where httpd takes it for arguments");

  private final RuleInfo info;

  SuppressionFault(String code, String summary) {
    String kebab = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.info = new RuleInfo(code, kebab, Severity.WARNING, summary, "0.1");
  }

  @Override
  public RuleInfo info() {
    return info;
  }

  Finding at(Span place, String message) {
    return new Finding(info, info.severity(), message, place, "", null, List.of(), List.of(), List.of());
  }
}
