package dev.mpmlint.judge;

import dev.mpmlint.config.Scope;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import java.util.List;

/// Sections as httpd names them.
public final class Sections {
  private Sections() {}

  /// As its module registered it, `<Directory>`; as written where no known module did.
  public static String title(Scope scope) {
    List<DirectiveSpec> known = Directives.find("<" + scope.key());
    return known.isEmpty() ? "<" + scope.open().statement().name() + ">" : known.getFirst().title();
  }
}
