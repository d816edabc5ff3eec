package dev.mpmlint.lsp;

import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.Comment;
import dev.mpmlint.syntax.Directive;
import dev.mpmlint.syntax.Line;
import dev.mpmlint.syntax.SectionClose;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolKind;

/// The structure of a document: its sections and directives as symbols, and what can be folded. Bounded, since editors
/// show every symbol. Stateless.
final class Outline {
  private static final int MOST_SYMBOLS = 20_000;
  /// Deeper sections stand beside their parents.
  private static final int DEEPEST = 50;
  private static final int LONGEST_NAME = 200;

  private record Open(SectionOpen tag, DocumentSymbol symbol, int level) {}

  private Outline() {}

  static List<DocumentSymbol> symbols(Document document) {
    List<DocumentSymbol> top = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    int count = 0;
    for (Line line : document.parsed().lines()) {
      if (count > MOST_SYMBOLS) {
        break;
      }
      switch (line) {
        case SectionOpen tag -> {
          DocumentSymbol symbol = symbol(tag, document);
          add(symbol, open, top);
          open.push(new Open(tag, symbol, open.size()));
          count++;
        }
        case SectionClose tag -> close(tag, open, document);
        case Directive directive -> {
          add(symbol(directive, document), open, top);
          count++;
        }
        default -> {}
      }
    }
    return top;
  }

  private static void add(DocumentSymbol symbol, Deque<Open> open, List<DocumentSymbol> top) {
    int above = open.size() - DEEPEST;
    Open parent = above <= 0 ? open.peek() : open.stream().skip(above).findFirst().orElse(open.peek());
    if (parent == null) {
      top.add(symbol);
    } else {
      parent.symbol.getChildren().add(symbol);
    }
  }

  /// A section reaches from its opening to its closing line; what is left open inside ends there.
  private static void close(SectionClose tag, Deque<Open> open, Document document) {
    if (open.stream().limit(DEEPEST).noneMatch(o -> o.tag.key().equals(tag.key()))) {
      return;
    }
    Open section;
    do {
      section = open.pop();
      Range whole = section.symbol.getRange();
      section.symbol.setRange(new Range(whole.getStart(), document.positions().at(tag.span().end())));
    } while (!section.tag.key().equals(tag.key()));
  }

  private static DocumentSymbol symbol(Statement statement, Document document) {
    boolean section = statement instanceof SectionOpen;
    String args = Display.of(statement.args());
    String name = Display.of(statement.name());
    DocumentSymbol symbol =
        new DocumentSymbol(
            bounded(section ? "<" + name + (args.isEmpty() ? "" : " " + args) + ">" : name.isEmpty() ? "?" : name),
            section ? SymbolKind.Namespace : SymbolKind.Property,
            document.positions().range(statement.span()),
            document.positions().range(within(statement.nameSpan(), statement.span())),
            section ? "" : bounded(args));
    symbol.setChildren(new ArrayList<>());
    return symbol;
  }

  private static Span within(Span name, Span line) {
    return name.start() >= line.start() && name.end() <= line.end() ? name : line;
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
  }

  static List<FoldingRange> folds(Document document) {
    List<FoldingRange> folds = new ArrayList<>();
    Deque<SectionOpen> open = new ArrayDeque<>();
    int commentStart = -1;
    int commentEnd = -1;
    for (Line line : document.parsed().lines()) {
      int first = document.positions().at(line.span().start()).getLine();
      int last = document.positions().at(line.span().end()).getLine();
      if (line instanceof Comment) {
        commentStart = commentStart < 0 ? first : commentStart;
        commentEnd = last;
        continue;
      }
      fold(commentStart, commentEnd, FoldingRangeKind.Comment, folds);
      commentStart = -1;
      switch (line) {
        case SectionOpen tag -> open.push(tag);
        case SectionClose tag when open.stream().limit(DEEPEST).anyMatch(o -> o.key().equals(tag.key())) -> {
          SectionOpen section;
          do {
            section = open.pop();
          } while (!section.key().equals(tag.key()));
          int start = document.positions().at(section.span().start()).getLine();
          fold(start, first - 1, FoldingRangeKind.Region, folds);
        }
        case Directive _ -> fold(first, last, FoldingRangeKind.Region, folds);
        default -> {}
      }
    }
    fold(commentStart, commentEnd, FoldingRangeKind.Comment, folds);
    return folds;
  }

  private static void fold(int start, int end, String kind, List<FoldingRange> folds) {
    if (start >= 0 && end > start && folds.size() < MOST_SYMBOLS) {
      FoldingRange fold = new FoldingRange(start, end);
      fold.setKind(kind);
      folds.add(fold);
    }
  }
}
