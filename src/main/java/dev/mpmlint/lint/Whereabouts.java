package dev.mpmlint.lint;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Site;
import dev.mpmlint.source.SourceFile;
import java.util.Optional;

/// Lines as httpd names them. Stateless.
public final class Whereabouts {
  private Whereabouts() {}

  /// `line 7 of /etc/apache2/apache2.conf`; of a macro's line, with the lines that define and use it (`mod_macro.c`,
  /// `use_macro`).
  ///
  /// @param number as the reader counts, which is in the file where the macro stands
  public static String of(Configuration configuration, Site site, int number) {
    Occurrence by = site.includedBy();
    int line = by != null && isUse(by) ? definition(configuration, by).map(d -> inside(d, number)).orElse(number) : number;
    return "line " + line + " of " + name(configuration, site);
  }

  /// Of an active line.
  public static String of(Configuration configuration, Occurrence o) {
    return of(configuration, o.place().site(), number(o));
  }

  /// The number of a macro's line: continued ones count once, comments not at all.
  public static int inside(Occurrence definition, int number) {
    SourceFile file = definition.span().file();
    int count = 0;
    for (int line = number(definition) + 1; line <= Math.min(number, file.lineCount()); line++) {
      String text = file.text().substring(file.lineStart(line), file.lineEnd(line));
      if (!text.endsWith("\\") && !text.stripLeading().startsWith("#")) {
        count++;
      }
    }
    return count;
  }

  /// The lines that led to a file, outermost first, as httpd puts them before a fault of reading: `Syntax error on line 3
  /// of FILE: `.
  public static String path(Configuration configuration, Site site) {
    StringBuilder path = new StringBuilder();
    for (Occurrence by = site.includedBy(); by != null; by = by.place().site().includedBy()) {
      if (!isUse(by)) {
        path.insert(0, "Syntax error on " + of(configuration, by.place().site(), number(by)) + ": ");
      }
    }
    return path.toString();
  }

  private static String name(Configuration configuration, Site site) {
    Occurrence by = site.includedBy();
    if (by == null || !isUse(by)) {
      return site.file().name();
    }
    Optional<Occurrence> definition = definition(configuration, by);
    String defined =
        definition
            .map(d -> " (defined on line " + number(d) + " of \"" + name(configuration, d.place().site()) + "\")")
            .orElse("");
    return "macro '" + macro(by) + "'" + defined + " used on line " + number(by) + " of \""
        + name(configuration, by.place().site()) + '"';
  }

  public static Optional<Occurrence> definition(Configuration configuration, Occurrence use) {
    return configuration.active("macro").stream().filter(m -> macro(m).equals(macro(use))).findFirst();
  }

  private static boolean isUse(Occurrence by) {
    return by.key().equals("use");
  }

  private static String macro(Occurrence by) {
    return by.words().isEmpty() ? "" : by.words().getFirst().value().toLowerCase(java.util.Locale.ROOT);
  }

  private static int number(Occurrence o) {
    return o.statement().number();
  }
}
