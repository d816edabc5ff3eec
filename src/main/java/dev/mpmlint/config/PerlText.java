package dev.mpmlint.config;

import dev.mpmlint.config.Problem.Kind;
import dev.mpmlint.syntax.Directive;
import dev.mpmlint.syntax.SectionOpen;
import java.util.function.Predicate;

/// What mod_perl takes out of a configuration while it is read, so that httpd sees none of it: programs in `<Perl>`, and
/// documentation from `=pod` to `=cut` and behind `__END__`. Asked of mod_perl 2.0.12. Owned by one [Reading].
final class PerlText {
  private static final String MODULE = "perl_module";

  private final Reading reading;

  PerlText(Reading reading) {
    this.reading = reading;
  }

  /// Skips the program of a section, if it is one; up to the end of the file where nothing closes it.
  boolean skips(SectionOpen section, Input.Lines source) {
    if (!section.key().equals("perl") || reading.modules.find(MODULE) == null) {
      return false;
    }
    skipTo(source, line -> line.equals("</Perl>"));
    return true;
  }

  /// Skips what follows the directive, if it begins documentation.
  void skipsAfter(Directive d, Input.Lines source) {
    boolean mayBe = d.key().startsWith("=") || d.key().startsWith("_");
    if (!mayBe || reading.modules.find(MODULE) == null) {
      return;
    }
    switch (d.key()) {
      case "=pod", "=back" -> skipTo(source, line -> line.equals("=cut") || line.startsWith("=over") && isForHttpd(line));
      case "__end__" -> skipTo(source, _ -> false);
      case "=cut" ->
          reading.problems.fatal(
              Kind.BAD_ARGUMENTS, "=cut ends documentation that no =pod begins", "=cut without =pod", d.span(), d.number(), source.site);
      default -> {}
    }
  }

  /// `=over apache` is for httpd again, up to its `=back`.
  private static boolean isForHttpd(String line) {
    return line.contains("apache") || line.contains("httpd");
  }

  private static void skipTo(Input.Lines source, Predicate<String> last) {
    while (source.next < source.lines.size() && !last.test(source.lines.get(source.next++).text())) {
      // Nothing of it is looked at.
    }
  }
}
