package dev.mpmlint.syntax;

import dev.mpmlint.source.LogicalText;

/// `</Name>`.
///
/// @param name the text between `</` and the `>` that ends the first word, as written
/// @param word the whole first word, `</Name>` as httpd's reader sees it
/// @param closed whether that word ends in `>`, as httpd demands
public record SectionClose(LogicalText in, String name, String key, String word, int start, int end, int lineEnd, boolean closed)
    implements Line, Node {
  @Override
  public String toString() {
    return text();
  }
}
