package dev.mpmlint.lsp;

import dev.mpmlint.syntax.Line;
import dev.mpmlint.syntax.SectionClose;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Statement;
import dev.mpmlint.syntax.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A place in a document that someone points at.
///
/// @param offset the byte
/// @param begin the byte with which its logical line begins
/// @param line that line; null behind the last one
/// @param around the sections that are open there, the outermost first
record Spot(Document document, int offset, int begin, @Nullable Line line, List<SectionOpen> around) {
  private static final int MOST_OPEN = 100;

  static Spot of(Document document, int offset) {
    Deque<SectionOpen> open = new ArrayDeque<>();
    int begin = 0;
    for (Line line : document.parsed().lines()) {
      int end = line.in().offset(line.lineEnd());
      if (offset <= end) {
        return new Spot(document, offset, begin, line, List.copyOf(open.reversed()));
      }
      begin = Math.min(end + 1, document.file().length());
      switch (line) {
        case SectionOpen tag -> open.push(tag);
        case SectionClose tag -> {
          if (open.stream().limit(MOST_OPEN).anyMatch(o -> o.key().equals(tag.key()))) {
            while (!open.pop().key().equals(tag.key())) {
              // A section without an end.
            }
          }
        }
        default -> {}
      }
    }
    return new Spot(document, offset, begin, null, List.copyOf(open.reversed()));
  }

  Optional<Statement> statement() {
    return line instanceof Statement s ? Optional.of(s) : Optional.empty();
  }

  /// Whether it is on the name of the line's directive or section.
  boolean isOnName() {
    return statement().map(Statement::nameSpan).filter(s -> s.start() <= offset && offset <= s.end()).isPresent();
  }

  /// The argument that it is on.
  Optional<Word> word() {
    return statement()
        .flatMap(s -> s.words().stream().filter(w -> w.span().start() <= offset && offset <= w.span().end()).findFirst());
  }

  /// The variable whose `${NAME}` it is on.
  Optional<String> variable() {
    String text = document.file().text();
    int start = text.lastIndexOf("${", offset);
    int end = start < begin ? -1 : text.indexOf('}', start);
    boolean onIt = end >= 0 && offset <= end + 1 && text.substring(start, end).indexOf('\n') < 0;
    return onIt ? Optional.of(text.substring(start + 2, end)) : Optional.empty();
  }

  /// What stands between the beginning of the line and the place.
  String before() {
    return document.file().text().substring(Math.min(begin, offset), offset);
  }

  /// The names of the sections around, in lower case.
  List<String> aroundKeys() {
    List<String> keys = new ArrayList<>();
    around.forEach(open -> keys.add(open.key()));
    return keys;
  }
}
