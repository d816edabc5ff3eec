package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import java.util.Set;
import java.util.function.Consumer;

/// A directive that httpd takes and heeds no more.
final class DirectiveWithoutEffect implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG017",
          "directive-without-effect",
          Severity.WARNING,
          "httpd 2.4 takes the directive for the sake of older configurations and does nothing with it",
          "0.2");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return Set.of("namevirtualhost", "defaulttype", "rewriteoptions");
  }

  @Override
  public void check(Occurrence o, Subject subject, Consumer<Finding> out) {
    if (!subject.configuration().options().version().atLeast(2, 4, 0)) {
      return;
    }
    String value = Lines.argument(o, 0);
    switch (o.key()) {
      case "namevirtualhost" ->
          out.accept(
              finding(o, "NameVirtualHost " + value + " has no effect since httpd 2.4 (AH00548), where every address may have"
                  + " several virtual hosts; take the line out"));
      case "defaulttype" -> {
        if (!value.equalsIgnoreCase("none") && o.words().size() == 1) {
          out.accept(
              finding(o, "DefaultType " + value + " has no effect since httpd 2.4 (AH00117), and files of no known type are sent"
                  + " without one; write AddType or ForceType for those that are meant"));
        }
      }
      default -> {
        boolean only = o.words().size() == 1;
        if (only && value.regionMatches(true, 0, "MaxRedirects=", 0, "MaxRedirects=".length())) {
          out.accept(
              finding(o, "RewriteOptions " + value + " has no effect since httpd 2.4 (AH00664); write LimitInternalRecursion,"
                  + " which holds for the whole server"));
        }
      }
    }
  }

  private static Finding finding(Occurrence o, String message) {
    return Finding.at(INFO, o, message)
        .labelled("no effect")
        .fixedBy(new Fix("comment out the line that has no effect", Fix.Safety.SAFE, Lines.commentOut(o)));
  }
}
