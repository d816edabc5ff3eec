package dev.mpmlint.edit;

import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Applies edits to a file's bytes. Stateless.
public final class Edits {
  private Edits() {}

  /// Two edits that cannot both be made: they change the same bytes, or one inserts amid what the other replaces.
  public record Overlap(TextEdit first, TextEdit second) {}

  /// The file with all edits made, every other byte as it was; the same object where there is none.
  ///
  /// Edits may come in any order. Those that insert at the same byte are made in the order given; one that inserts where
  /// another one begins to replace comes before it.
  ///
  /// @throws IllegalArgumentException when two edits overlap (ask [#overlap] first), or one is of another file
  public static SourceFile apply(SourceFile file, List<TextEdit> edits) {
    if (edits.isEmpty()) {
      return file;
    }
    List<TextEdit> sorted = sorted(edits);
    overlapOfSorted(sorted)
        .ifPresent(
            o -> {
              throw new IllegalArgumentException("edits overlap at " + o.first.at() + " and " + o.second.at());
            });
    String text = file.text();
    StringBuilder out = new StringBuilder(text.length() + 64);
    int done = 0;
    for (TextEdit edit : sorted) {
      requireOf(file, edit.at());
      out.append(text, done, edit.at().start()).append(edit.replacement());
      done = edit.at().end();
    }
    out.append(text, done, text.length());
    return SourceFile.of(file.name(), out.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Two of the edits, all of one file, that overlap; empty where all can be made.
  public static Optional<Overlap> overlap(List<TextEdit> edits) {
    return overlapOfSorted(sorted(edits));
  }

  private static Optional<Overlap> overlapOfSorted(List<TextEdit> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      TextEdit before = sorted.get(i - 1);
      TextEdit after = sorted.get(i);
      if (after.at().start() < before.at().end()) {
        return Optional.of(new Overlap(before, after));
      }
    }
    return Optional.empty();
  }

  private static List<TextEdit> sorted(List<TextEdit> edits) {
    List<TextEdit> sorted = new ArrayList<>(edits);
    sorted.sort(
        (a, b) -> {
          int byStart = Integer.compare(a.at().start(), b.at().start());
          return byStart != 0 ? byStart : Boolean.compare(isReplacing(a), isReplacing(b));
        });
    return sorted;
  }

  private static boolean isReplacing(TextEdit edit) {
    return edit.at().end() > edit.at().start();
  }

  /// A file that is included twice is read twice: the same name and the same bytes make it the same.
  private static void requireOf(SourceFile file, Span at) {
    SourceFile other = at.file();
    if (other != file && !(other.name().equals(file.name()) && other.text().equals(file.text()))) {
      throw new IllegalArgumentException("an edit of " + other + " cannot be made in " + file);
    }
  }
}
