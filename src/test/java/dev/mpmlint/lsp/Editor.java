package dev.mpmlint.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;

/// An editor that has the packaged language server started and talks to it over pipes.
final class Editor implements AutoCloseable {
  private static final Path PROGRAM =
      Path.of(System.getProperty("mpmlint.home", "target/mpmlint")).toAbsolutePath().resolve("bin/mpmlint");

  private final Process process;
  private final LanguageServer server;
  private final Future<?> listening;
  private final Map<String, List<Diagnostic>> diagnostics = new ConcurrentHashMap<>();
  private int version;

  private Editor(Process process) {
    this.process = process;
    var launcher = LSPLauncher.createClientLauncher(new Client(), process.getInputStream(), process.getOutputStream());
    this.listening = launcher.startListening();
    this.server = launcher.getRemoteProxy();
  }

  static Process program(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "lsp"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.PIPE).start();
  }

  static Editor start(String... options) throws IOException {
    return new Editor(program(options));
  }

  /// An editor whose settings name the server: a program of the PATH, on which the packaged one comes first.
  static Editor starting(List<String> command) throws IOException {
    List<String> found = new ArrayList<>(List.of("env", "PATH=" + PROGRAM.getParent() + ":" + System.getenv("PATH")));
    found.addAll(command);
    return new Editor(new ProcessBuilder(found).redirectError(ProcessBuilder.Redirect.PIPE).start());
  }

  InitializeResult initialize() throws Exception {
    InitializeParams params = new InitializeParams();
    params.setProcessId((int) ProcessHandle.current().pid());
    params.setCapabilities(new ClientCapabilities());
    InitializeResult result = await(server.initialize(params));
    server.initialized(new InitializedParams());
    return result;
  }

  LanguageServer server() {
    return server;
  }

  Process process() {
    return process;
  }

  static String uri(Path file) {
    return file.toUri().toString();
  }

  static TextDocumentIdentifier id(Path file) {
    return new TextDocumentIdentifier(uri(file));
  }

  /// Opens a file as it stands on disk.
  void open(Path file) throws IOException {
    open(file, Files.readString(file));
  }

  void open(Path file, String text) {
    open(file, text, "apacheconf");
  }

  /// @param language what the editor calls httpd's
  void open(Path file, String text, String language) {
    server.getTextDocumentService().didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri(file), language, ++version, text)));
  }

  /// Types something over a range.
  void type(Path file, Range range, String text) {
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri(file), ++version), List.of(new TextDocumentContentChangeEvent(range, text))));
  }

  void closeFile(Path file) {
    server.getTextDocumentService().didClose(new DidCloseTextDocumentParams(id(file)));
  }

  static Range range(int line, int from, int to) {
    return new Range(new Position(line, from), new Position(line, to));
  }

  /// Waits until a file's diagnostics are as wanted.
  List<Diagnostic> diagnostics(Path file, Predicate<List<Diagnostic>> wanted) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (true) {
      List<Diagnostic> last = diagnostics.get(uri(file));
      if (last != null && wanted.test(last)) {
        return last;
      }
      assertThat(System.nanoTime()).as("a minute has passed; the last diagnostics were %s", diagnostics).isLessThan(end);
      LockSupport.parkNanos(2_000_000);
    }
  }

  static <T> T await(CompletableFuture<T> answer) throws Exception {
    return answer.get(1, TimeUnit.MINUTES);
  }

  /// Ends the session as the protocol has it.
  int quit() throws Exception {
    await(server.shutdown());
    server.exit();
    return exitCode(process);
  }

  static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("the server ends").isTrue();
    return process.exitValue();
  }

  static void send(Process process, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    OutputStream out = process.getOutputStream();
    out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    listening.cancel(true);
  }

  private final class Client implements LanguageClient {
    @Override
    public void publishDiagnostics(PublishDiagnosticsParams published) {
      diagnostics.put(published.getUri(), published.getDiagnostics());
    }

    @Override
    public void telemetryEvent(Object object) {}

    @Override
    public void showMessage(MessageParams message) {}

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams request) {
      return CompletableFuture.completedFuture(new MessageActionItem());
    }

    @Override
    public void logMessage(MessageParams message) {}
  }
}
