package dev.mpmlint.lsp;

import dev.mpmlint.format.Formatter;
import dev.mpmlint.format.Indent;
import dev.mpmlint.source.Display;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.jspecify.annotations.Nullable;

/// What the editor tells and asks of documents. Stateless but for the desk; called by the thread that reads messages.
final class TextDocuments implements TextDocumentService {
  private final Desk desk;
  private final BooleanSupplier snippets;

  TextDocuments(Desk desk, BooleanSupplier snippets) {
    this.desk = desk;
    this.snippets = snippets;
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams opened) {
    desk.open(opened.getTextDocument().getUri(), opened.getTextDocument().getText());
  }

  @Override
  public void didChange(DidChangeTextDocumentParams changed) {
    desk.change(
        changed.getTextDocument().getUri(),
        document -> {
          Document now = document;
          for (TextDocumentContentChangeEvent change : changed.getContentChanges()) {
            Range range = change.getRange();
            now = range == null ? now.replaced(change.getText()) : now.changed(range, change.getText());
          }
          return now;
        });
  }

  @Override
  public void didClose(DidCloseTextDocumentParams closed) {
    desk.close(closed.getTextDocument().getUri());
  }

  @Override
  public void didSave(DidSaveTextDocumentParams saved) {
    desk.refresh();
  }

  @Override
  public CompletableFuture<@Nullable Hover> hover(HoverParams asked) {
    return desk.ask(asked.getTextDocument().getUri(), d -> Hovers.of(spot(d, asked.getPosition()), desk.analysis()), () -> null);
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(CompletionParams asked) {
    return desk.ask(
        asked.getTextDocument().getUri(),
        d -> Either.forLeft(Completions.of(spot(d, asked.getPosition()), desk.analysis(), snippets.getAsBoolean())),
        () -> Either.forLeft(List.of()));
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>> definition(DefinitionParams asked) {
    return desk.ask(
        asked.getTextDocument().getUri(),
        d -> Either.forLeft(Definitions.of(spot(d, asked.getPosition()), desk.analysis(), desk.places())),
        () -> Either.forLeft(List.of()));
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams asked) {
    return desk.ask(
        asked.getTextDocument().getUri(),
        d -> {
          int start = d.positions().offset(asked.getRange().getStart());
          int end = d.positions().offset(asked.getRange().getEnd());
          List<Either<Command, CodeAction>> actions = new ArrayList<>();
          QuickFixes.of(d, start, end, desk.analysis(), desk.places()).forEach(a -> actions.add(Either.forRight(a)));
          return actions;
        },
        List::of);
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(DocumentSymbolParams asked) {
    return desk.ask(
        asked.getTextDocument().getUri(),
        d -> {
          List<Either<SymbolInformation, DocumentSymbol>> symbols = new ArrayList<>();
          Outline.symbols(d).forEach(s -> symbols.add(Either.forRight(s)));
          return symbols;
        },
        List::of);
  }

  @Override
  public CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams asked) {
    return desk.ask(asked.getTextDocument().getUri(), Outline::folds, List::of);
  }

  @Override
  public CompletableFuture<List<InlayHint>> inlayHint(InlayHintParams asked) {
    return desk.ask(
        asked.getTextDocument().getUri(),
        d -> {
          int start = d.positions().offset(asked.getRange().getStart());
          int end = d.positions().offset(asked.getRange().getEnd());
          return Hints.of(d, start, end, desk.analysis());
        },
        List::of);
  }

  @Override
  public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams asked) {
    return desk.ask(
        asked.getTextDocument().getUri(),
        d -> {
          List<TextEdit> edits = new ArrayList<>();
          for (var edit : Formatter.edits(d.file(), indent(asked.getOptions()))) {
            edits.add(new TextEdit(d.positions().range(edit.at()), Display.decoded(edit.replacement())));
          }
          return edits;
        },
        List::of);
  }

  private static Indent indent(FormattingOptions options) {
    int width = options.getTabSize();
    boolean known = width >= 1 && width <= Indent.WIDEST;
    return !options.isInsertSpaces() ? Indent.TAB : known ? Indent.spaces(width) : Indent.DEFAULT;
  }

  private static Spot spot(Document document, Position position) {
    return Spot.of(document, document.positions().offset(position));
  }
}
