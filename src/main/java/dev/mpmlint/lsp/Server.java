package dev.mpmlint.lsp;

import dev.mpmlint.lint.Settings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.PositionEncodingKind;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageClientAware;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.jspecify.annotations.Nullable;

/// The life of a session: initialize, work, shutdown, exit. Called by the thread that reads messages.
final class Server implements LanguageServer, LanguageClientAware {
  /// Where the editor may ask for completion by itself, besides in words.
  private static final List<String> TRIGGERS = List.of("<", "/", "{", " ");

  private final String version;
  private final Desk desk;
  private final TextDocuments documents;
  /// Completed with the exit code when the session is over.
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  // Volatile: read when the desk's thread answers and publishes.
  private volatile boolean snippets;
  private volatile @Nullable LanguageClient client;
  private boolean shutDown;
  private @Nullable CompletableFuture<?> watch;

  Server(Settings settings, SettingsAround around, String version) {
    this.version = version;
    this.desk =
        new Desk(
            settings,
            around,
            diagnostics -> {
              LanguageClient known = client;
              if (known != null) {
                known.publishDiagnostics(diagnostics);
              }
            });
    this.documents = new TextDocuments(desk, () -> snippets);
  }

  CompletableFuture<Integer> ended() {
    return ended;
  }

  @Override
  public void connect(LanguageClient to) {
    client = to;
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams asked) {
    ClientCapabilities client = asked.getCapabilities();
    snippets = knowsSnippets(client);
    Integer pid = asked.getProcessId();
    if (pid != null) {
      // An editor that was killed may leave the pipe open in other hands.
      watch = ProcessHandle.of(pid).map(editor -> editor.onExit().thenRun(() -> ended.complete(1))).orElse(null);
    }
    return CompletableFuture.completedFuture(
        new InitializeResult(capabilities(), new ServerInfo("mpmlint", version)));
  }

  private static boolean knowsSnippets(@Nullable ClientCapabilities client) {
    if (client == null || client.getTextDocument() == null || client.getTextDocument().getCompletion() == null) {
      return false;
    }
    var item = client.getTextDocument().getCompletion().getCompletionItem();
    return item != null && Boolean.TRUE.equals(item.getSnippetSupport());
  }

  private static ServerCapabilities capabilities() {
    ServerCapabilities can = new ServerCapabilities();
    can.setPositionEncoding(PositionEncodingKind.UTF16);
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    sync.setChange(TextDocumentSyncKind.Incremental);
    sync.setSave(new SaveOptions(false));
    can.setTextDocumentSync(sync);
    can.setHoverProvider(true);
    can.setCompletionProvider(new CompletionOptions(false, TRIGGERS));
    can.setDefinitionProvider(true);
    can.setCodeActionProvider(new CodeActionOptions(List.of(CodeActionKind.QuickFix)));
    can.setDocumentSymbolProvider(true);
    can.setFoldingRangeProvider(true);
    can.setDocumentFormattingProvider(true);
    can.setInlayHintProvider(true);
    return can;
  }

  @Override
  public void initialized(InitializedParams done) {
    // Nothing to register.
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    shutDown = true;
    desk.close();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void exit() {
    if (watch != null) {
      watch.cancel(false);
    }
    desk.finish();
    ended.complete(shutDown ? 0 : 1);
  }

  @Override
  public void setTrace(SetTraceParams how) {
    // There is no trace.
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return documents;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return new WorkspaceService() {
      @Override
      public void didChangeConfiguration(DidChangeConfigurationParams changed) {
        // What can be set is set on the command line.
      }

      @Override
      public void didChangeWatchedFiles(DidChangeWatchedFilesParams changed) {
        desk.refresh();
      }
    };
  }
}
