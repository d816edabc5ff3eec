package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.SectionOpen;
import java.util.List;
import java.util.function.Consumer;

/// `<Directory>` and its kind, with nothing that says which.
final class SectionWithoutArgument implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "SYN005",
          "section-without-argument",
          Severity.ERROR,
          "A section tag does not say what the section is for",
          "0.1");

  // `<Proxy>` is not among them: httpd takes it without one.
  private static final List<String> WANTING =
      List.of(
          "directory",
          "directorymatch",
          "files",
          "filesmatch",
          "location",
          "locationmatch",
          "virtualhost",
          "if",
          "elseif",
          "limit",
          "limitexcept",
          "authnprovideralias",
          "authzprovideralias");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    for (Problem problem : subject.configuration().problems()) {
      if (problem.kind() == Problem.Kind.MISSING_ARGUMENT) {
        out.accept(ReadingFault.finding(INFO, problem, subject));
      }
    }
    for (String name : WANTING) {
      for (Occurrence occurrence : subject.configuration().active(name)) {
        if (occurrence.statement() instanceof SectionOpen open && isWithoutArgument(open)) {
          out.accept(finding(occurrence, open));
        }
      }
    }
  }

  /// Whether it is a tag of which this rule speaks.
  static boolean isWithoutArgument(SectionOpen open) {
    return open.argsStart() >= open.argsEnd() && WANTING.contains(open.key());
  }

  private static Finding finding(Occurrence occurrence, SectionOpen open) {
    String title = "<" + Display.of(open.name()) + ">";
    return Finding.at(
            INFO, occurrence, title + " does not say what it is for; httpd refuses to start; name it in the tag")
        .labelled("an argument is missing")
        .claiming(new Claim.RefusesToStart(null, title + " directive requires additional arguments"));
  }
}
