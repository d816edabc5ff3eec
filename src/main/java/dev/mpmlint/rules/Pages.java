package dev.mpmlint.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The documentation of the rules: one Markdown page each, in the program's resources. Stateless.
public final class Pages {
  /// The headings that every page has, in this order.
  static final List<String> HEADINGS =
      List.of(
          "What it does",
          "Why it matters",
          "Example",
          "Use instead",
          "What httpd does",
          "How verify proves it",
          "References");

  private Pages() {}

  /// The page of a rule, as Markdown.
  public static String of(RuleInfo rule) {
    String resource = "pages/" + rule.code() + ".md";
    try (InputStream in = Pages.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
