package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Site;
import dev.mpmlint.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something wrong at a place.
///
/// @param message one sentence without a final period that names the value, the place and the way out
/// @param at the primary span
/// @param label a few words for the caret under it, such as "write 250, or 275"; may be empty
/// @param site how the file came to be read; null when it was not included
/// @param claims what `verify` can show of it
public record Finding(
    RuleInfo rule,
    Severity severity,
    String message,
    Span at,
    String label,
    @Nullable Site site,
    List<Related> related,
    List<Fix> fixes,
    List<Claim> claims) {

  /// So many characters of a message or label are kept.
  private static final int LONGEST_TEXT = 2000;

  /// By file, line, column, code; then by text, so that equal input gives equal output.
  public static final Comparator<Finding> ORDER =
      // Written out: the serialisable lambdas of Comparator.comparing are linked anew at each start.
      (a, b) -> {
        int byFile = a.at.file().name().compareTo(b.at.file().name());
        int byStart = byFile != 0 ? byFile : Integer.compare(a.at.start(), b.at.start());
        int byCode = byStart != 0 ? byStart : a.rule.code().compareTo(b.rule.code());
        int byEnd = byCode != 0 ? byCode : Integer.compare(a.at.end(), b.at.end());
        return byEnd != 0 ? byEnd : a.message.compareTo(b.message);
      };

  public Finding {
    message = bounded(message);
    label = bounded(label);
    related = List.copyOf(related);
    fixes = List.copyOf(fixes);
    claims = List.copyOf(claims);
  }

  /// A word may be as long as a line, and a line 16 MiB: nobody reads that.
  private static String bounded(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  /// A finding at a part of a statement, with the rule's own severity and nothing further yet.
  public static Finding at(RuleInfo rule, Occurrence occurrence, Span at, String message) {
    return new Finding(
        rule, rule.severity(), message, at, "", occurrence.place().site(), List.of(), List.of(), List.of());
  }

  /// A finding at a whole statement.
  public static Finding at(RuleInfo rule, Occurrence occurrence, String message) {
    return at(rule, occurrence, occurrence.span(), message);
  }

  /// The same with a few words for the caret.
  public Finding labelled(String words) {
    return new Finding(rule, severity, message, at, words, site, related, fixes, claims);
  }

  public Finding as(Severity other) {
    return new Finding(rule, other, message, at, label, site, related, fixes, claims);
  }

  public Finding seeing(Span place, String why) {
    return new Finding(
        rule, severity, message, at, label, site, append(related, new Related(place, why)), fixes, claims);
  }

  public Finding fixedBy(Fix fix) {
    return new Finding(rule, severity, message, at, label, site, related, append(fixes, fix), claims);
  }

  public Finding claiming(Claim claim) {
    return new Finding(rule, severity, message, at, label, site, related, fixes, append(claims, claim));
  }

  /// The message for forms that have no severity for what depends on the machine, and show it as an error.
  public String messageAlone() {
    return severity == Severity.MISSING ? "missing on this machine: " + message : message;
  }

  private static <T> List<T> append(List<T> list, T one) {
    List<T> longer = new ArrayList<>(list);
    longer.add(one);
    return longer;
  }
}
