package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import dev.mpmlint.syntax.SectionOpen;
import java.util.List;
import java.util.function.Consumer;

/// A tag without its `>`, or with a blank where its name should be. The reader meets those that it has to pair or
/// decide; the others httpd finds when it executes them.
final class MalformedSectionTag implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "SYN004",
          "malformed-section-tag",
          Severity.ERROR,
          "A section tag has no closing bracket or a blank in its name",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    for (Problem problem : subject.configuration().problems()) {
      if (problem.kind() == Problem.Kind.MALFORMED_TAG) {
        out.accept(ReadingFault.finding(INFO, problem, subject));
      }
    }
    for (String name : subject.configuration().names()) {
      if (isExecutedLater(name)) {
        for (Occurrence occurrence : subject.configuration().active(name)) {
          if (occurrence.statement() instanceof SectionOpen open && isMalformed(open)) {
            out.accept(finding(occurrence, open));
          }
        }
      }
    }
  }

  /// Whether it is a tag of which this rule speaks.
  static boolean isMalformed(SectionOpen open) {
    return !open.closed() && !open.args().isEmpty() && isExecutedLater(open.key());
  }

  private static Finding finding(Occurrence occurrence, SectionOpen open) {
    String title = Display.of(open.name());
    Span span = open.span();
    Span end = new Span(span.file(), span.end(), span.end());
    return Finding.at(INFO, occurrence, "<" + title + " has no > at its end; httpd refuses to start; add it")
        .labelled("add > at the end")
        .fixedBy(new Fix("add > at the end of the line", Fix.Safety.SAFE, List.of(new TextEdit(end, ">"))))
        .claiming(new Claim.RefusesToStart(null, "<" + title + "> directive missing closing '>'"));
  }

  /// Whether it is a section that httpd knows and does not decide while reading.
  static boolean isExecutedLater(String key) {
    boolean read =
        switch (key) {
          case "ifmodule", "ifdefine", "ifversion", "iffile", "ifdirective", "ifsection", "macro" -> true;
          default -> false;
        };
    return !read && Directives.isKnown("<" + key);
  }
}
