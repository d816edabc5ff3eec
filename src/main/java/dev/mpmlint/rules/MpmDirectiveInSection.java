package dev.mpmlint.rules;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A directive of the whole server inside a section for a part of it.
final class MpmDirectiveInSection implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM042",
          "mpm-directive-in-section",
          Severity.ERROR,
          "A directive of the whole server stands in a section or in .htaccess",
          "0.1");

  private static final Set<String> PER_DIRECTORY =
      Set.of(
          "directory", "directorymatch", "location", "locationmatch", "files", "filesmatch", "if", "elseif", "else",
          "limit", "limitexcept", "proxy", "proxymatch");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return MpmNames.serverWide();
  }

  /// Whether a line of these directives stands in a place of which this rule speaks.
  static boolean isWrongPlace(Occurrence occurrence, boolean htaccess) {
    Scope scope = occurrence.place().scope();
    return scope == null ? htaccess : scope.key().equals("virtualhost") || PER_DIRECTORY.contains(scope.key());
  }

  @Override
  public void check(Occurrence occurrence, Subject subject, Consumer<Finding> out) {
    String name = MpmNames.spelled(occurrence.statement().name());
    Scope scope = occurrence.place().scope();
    boolean htaccess = subject.configuration().options().kind() == InputKind.HTACCESS;
    if (!isWrongPlace(occurrence, htaccess)) {
      return;
    }
    String httpd =
        scope == null
            ? name + " not allowed here"
            : scope.key().equals("virtualhost")
                ? name + " cannot occur within <VirtualHost> section"
                : name + " not allowed in " + title(scope) + " context";
    Finding finding =
        Finding.at(
                INFO,
                occurrence,
                occurrence.statement().nameSpan(),
                httpd + "; "
                    + (htaccess ? "httpd answers every request below this folder with 500" : "httpd refuses to start")
                    + "; write it once, outside of all sections")
            .labelled("holds for the whole server");
    if (scope != null) {
      finding = finding.seeing(scope.open().span(), "inside this section");
    }
    out.accept(htaccess ? finding : finding.claiming(new Claim.RefusesToStart(null, httpd)));
  }

  /// The section as httpd names it: as its module registered it.
  private static String title(Scope scope) {
    List<DirectiveSpec> known = Directives.find("<" + scope.key());
    return known.isEmpty() ? "<" + scope.open().statement().name() + ">" : known.getFirst().title();
  }
}
