package dev.mpmlint.lsp;

import static dev.mpmlint.lsp.Editor.await;
import static dev.mpmlint.lsp.Editor.id;
import static dev.mpmlint.lsp.Editor.range;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A session with the packaged language server, as an editor has it.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LspIT {
  private static final String MAIN =
      """
      ServerRoot /etc/apache2
      LoadModule mpm_event_module modules/mod_mpm_event.so
      LoadModule macro_module modules/mod_macro.so
      Listen 80
      Define tier gold
      <Macro site $name>
        ServerName $name
      </Macro>
      Include mods-enabled/mpm.conf
      IncludeOptional sites-enabled/*.conf
      """;
  private static final String NUMBERS =
      """
      <IfModule mpm_event_module>
          # Grüße 😀
          MaxRequestWorkers 260
          ThreadsPerChild   25
      </IfModule>
      """;
  private static final String SITE =
      """
      <VirtualHost *:80>
      Use site www.example.org
        ServerAdmin ${tier}@example.org
      <Directory /srv>
      Options None
      </Directory>
      </VirtualHost>
      """;

  @TempDir Path dir;
  private Path main;
  private Path numbers;
  private Path site;

  @BeforeEach
  void tree() throws IOException {
    Files.createDirectories(dir.resolve("mods-enabled"));
    Files.createDirectories(dir.resolve("sites-enabled"));
    main = Files.writeString(dir.resolve("apache2.conf"), MAIN);
    numbers = Files.writeString(dir.resolve("mods-enabled/mpm.conf"), NUMBERS);
    site = Files.writeString(dir.resolve("sites-enabled/site.conf"), SITE);
  }

  private static boolean has(List<Diagnostic> diagnostics, String code) {
    return diagnostics.stream().anyMatch(d -> d.getCode().getLeft().equals(code));
  }

  private static Hover hover(Editor editor, Path file, int line, int character) throws Exception {
    return await(editor.server().getTextDocumentService().hover(new HoverParams(id(file), new Position(line, character))));
  }

  private static String text(Hover hover) {
    return hover.getContents().getRight().getValue();
  }

  private static List<String> completions(Editor editor, Path file, int line, int character) throws Exception {
    var params = new CompletionParams(id(file), new Position(line, character));
    List<CompletionItem> items = await(editor.server().getTextDocumentService().completion(params)).getLeft();
    return items.stream().map(CompletionItem::getLabel).toList();
  }

  private static List<Location> definitions(Editor editor, Path file, int line, int character) throws Exception {
    var params = new DefinitionParams(id(file), new Position(line, character));
    return List.copyOf(await(editor.server().getTextDocumentService().definition(params)).getLeft());
  }

  @Test
  void aWholeSession() throws Exception {
    try (Editor editor = Editor.start()) {
      InitializeResult able = editor.initialize();
      assertThat(able.getServerInfo().getName()).isEqualTo("mpmlint");
      assertThat(able.getCapabilities().getPositionEncoding()).isEqualTo("utf-16");

      diagnosticsFollowTheBuffersAcrossIncludes(editor);
      hoverTellsWhatHolds(editor);
      completionKnowsThePlace(editor);
      namesLeadToTheirDefinitions(editor);
      fixesHintsAndStructure(editor);

      assertThat(editor.quit()).isZero();
      assertThat(new String(editor.process().getErrorStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    }
  }

  @Test
  void commentsAndSettingsFilesAreHeeded() throws Exception {
    try (Editor editor = Editor.start()) {
      editor.initialize();
      editor.open(numbers);
      editor.diagnostics(numbers, d -> has(d, "MPM013"));
      editor.type(numbers, range(2, 0, 0), "    # mpmlint: ignore[MPM013] on purpose\n");
      editor.diagnostics(numbers, d -> !has(d, "MPM013"));
      editor.type(numbers, new Range(new Position(2, 0), new Position(3, 0)), "");
      editor.diagnostics(numbers, d -> has(d, "MPM013"));

      Path settings = Files.writeString(dir.resolve(".mpmlint.conf"), "Rule MPM013 off\n");
      editor.type(numbers, range(0, 0, 0), "#\n");
      editor.diagnostics(numbers, d -> !has(d, "MPM013"));
      // One with a fault holds nothing, and the server goes on.
      Files.writeString(settings, "Rule MPM999 off\n");
      editor.type(numbers, range(0, 0, 0), "#\n");
      editor.diagnostics(numbers, d -> has(d, "MPM013"));
      assertThat(editor.quit()).isZero();
    }
  }

  private void diagnosticsFollowTheBuffersAcrossIncludes(Editor editor) throws Exception {
    editor.open(numbers);
    List<Diagnostic> found = editor.diagnostics(numbers, d -> has(d, "MPM013"));
    Diagnostic multiple = found.stream().filter(d -> d.getCode().getLeft().equals("MPM013")).findFirst().orElseThrow();
    assertThat(multiple.getRange()).isEqualTo(range(2, 22, 25));
    assertThat(multiple.getMessage().getLeft()).contains("httpd will run 250");
    assertThat(multiple.getRelatedInformation()).anyMatch(r -> r.getLocation().getUri().equals(Editor.uri(main)));

    // Unsaved: in the file itself, then in the one that includes it.
    editor.type(numbers, range(2, 22, 25), "250");
    editor.diagnostics(numbers, d -> !has(d, "MPM013"));
    editor.open(main);
    editor.type(main, new Range(new Position(1, 0), new Position(1, 0)), "LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n");
    editor.diagnostics(main, d -> has(d, "MPM002"));
    editor.type(main, new Range(new Position(1, 0), new Position(2, 0)), "");
    editor.diagnostics(main, d -> !has(d, "MPM002"));
    // What is thrown away counts no more: the file on disk does.
    editor.closeFile(numbers);
    editor.diagnostics(numbers, d -> has(d, "MPM013"));
    editor.open(numbers);
    // Behind characters of two and four bytes.
    editor.type(numbers, new Range(new Position(1, 12), new Position(1, 14)), "\ud83d\ude00\ud83d\ude00");
    editor.type(numbers, range(2, 22, 25), "270");
    assertThat(editor.diagnostics(numbers, d -> d.stream().anyMatch(m -> m.getMessage().getLeft().contains("MaxRequestWorkers 270"))))
        .isNotEmpty();
    editor.type(numbers, range(2, 22, 25), "260");
  }

  private void hoverTellsWhatHolds(Editor editor) throws Exception {
    editor.open(site);
    assertThat(text(hover(editor, numbers, 2, 8)))
        .contains("**MaxRequestWorkers 250** in effect (event)", "AH00513", "# MaxRequestWorkers");
    assertThat(text(hover(editor, numbers, 0, 14))).contains("**true**", "mpm_event_module");
    assertThat(text(hover(editor, site, 2, 18))).contains("`gold`", "apache2.conf:5");
    assertThat(text(hover(editor, site, 4, 2))).contains("The directive Options");
    assertThat(hover(editor, numbers, 1, 6)).isNull();
  }

  private void completionKnowsThePlace(Editor editor) throws Exception {
    assertThat(completions(editor, main, 4, 0)).contains("MaxRequestWorkers", "<VirtualHost>", "Listen").doesNotContain("Require");
    assertThat(completions(editor, site, 4, 0)).contains("Require", "Options").doesNotContain("MaxRequestWorkers", "<VirtualHost>");
    assertThat(completions(editor, site, 4, 8)).contains("None", "FollowSymLinks");
    assertThat(completions(editor, site, 5, 2)).containsExactly("</Directory>");
    assertThat(completions(editor, site, 1, 4)).containsExactly("site");
    assertThat(completions(editor, site, 2, 16)).contains("tier");
    assertThat(completions(editor, numbers, 0, 10)).contains("mpm_event_module", "ssl_module");
    assertThat(completions(editor, numbers, 3, 22)).contains("25");
    assertThat(completions(editor, numbers, 1, 8)).isEmpty();
  }

  private void namesLeadToTheirDefinitions(Editor editor) throws Exception {
    assertThat(definitions(editor, main, 8, 12)).extracting(Location::getUri).containsExactly(Editor.uri(numbers));
    assertThat(definitions(editor, main, 9, 20)).extracting(Location::getUri).containsExactly(Editor.uri(site));
    assertThat(definitions(editor, site, 1, 5)).extracting(l -> l.getRange().getStart().getLine()).containsExactly(5);
    assertThat(definitions(editor, site, 2, 18)).containsExactly(new Location(Editor.uri(main), range(4, 0, 16)));
    assertThat(definitions(editor, numbers, 0, 14)).containsExactly(new Location(Editor.uri(main), range(1, 0, 52)));
    assertThat(definitions(editor, site, 4, 2)).isEmpty();
  }

  private void fixesHintsAndStructure(Editor editor) throws Exception {
    var documents = editor.server().getTextDocumentService();
    List<CodeAction> fixes =
        await(documents.codeAction(new CodeActionParams(id(numbers), range(2, 24, 24), new CodeActionContext(List.of())))).stream()
            .map(e -> e.getRight())
            .toList();
    assertThat(fixes).extracting(CodeAction::getTitle).contains("write MaxRequestWorkers 250 (MPM013)");
    TextEdit fix = fixes.getFirst().getEdit().getChanges().values().iterator().next().getFirst();
    editor.type(numbers, fix.getRange(), fix.getNewText());
    editor.diagnostics(numbers, d -> !has(d, "MPM013"));
    editor.type(numbers, range(2, 22, 25), "260");

    List<InlayHint> hints = await(documents.inlayHint(new InlayHintParams(id(numbers), new Range(new Position(0, 0), new Position(9, 0)))));
    assertThat(hints).hasSize(1);
    assertThat(hints.getFirst().getLabel().getLeft()).isEqualTo("→ 250");
    assertThat(hints.getFirst().getPosition()).isEqualTo(new Position(2, 25));

    List<DocumentSymbol> symbols = new ArrayList<>();
    await(documents.documentSymbol(new DocumentSymbolParams(id(site)))).forEach(s -> symbols.add(s.getRight()));
    assertThat(symbols).extracting(DocumentSymbol::getName).containsExactly("<VirtualHost *:80>");
    assertThat(symbols.getFirst().getChildren()).extracting(DocumentSymbol::getName).containsExactly("Use", "ServerAdmin", "<Directory /srv>");
    assertThat(symbols.getFirst().getRange()).isEqualTo(new Range(new Position(0, 0), new Position(6, 14)));

    List<FoldingRange> folds = await(documents.foldingRange(new FoldingRangeRequestParams(id(site))));
    assertThat(folds).extracting(f -> f.getStartLine() + "-" + f.getEndLine()).containsExactly("3-4", "0-5");

    List<? extends TextEdit> edits = await(documents.formatting(new DocumentFormattingParams(id(site), new FormattingOptions(2, true))));
    for (TextEdit edit : edits.stream().sorted(Comparator.comparingInt((TextEdit e) -> e.getRange().getStart().getLine()).reversed()).toList()) {
      editor.type(site, edit.getRange(), edit.getNewText());
    }
    assertThat(await(documents.formatting(new DocumentFormattingParams(id(site), new FormattingOptions(2, true))))).isEmpty();
    assertThat(edits).hasSize(4);
  }

  /// Lines as far as they are typed, the label of one word that may follow, and one that may not.
  private static final String TYPED =
      """
      Options +Fol; +FollowSymLinks; FollowSymLinks
      Options Indexes -; -MultiViews; MultiViews
      SSLProtocol all -; -TLSv1.1; --SSLv3
      SSLVerifyClient ; optional_no_ca; on
      SSLHonorCipherOrder ; On; optional
      LogLevel warn ssl:; ssl:debug; debug
      CustomLog logs/access_log ; short; DEFLATE
      RewriteCond %{HTTP_HOST} ^www ; [NC,OR]; [L]
      RewriteRule ^ - ; [R=301,L]; [OR]
      ProxyPass /app http://localhost:8080/ ; connectiontimeout=; http://
      Require all ; denied; ip
      ExpiresByType text/css ; "access plus 1 year"; 1
      DeflateAlterEtag ; NoChange; On
      H2PushPriority * ; Interleaved; On
      MDRenewMode ; manual; on
      BrotliCompressionQuality ; 5; On
      ErrorDocument ; 503; On
      <IfVersion ; >=; 2
      <IfDirective Max; MaxRequestWorkers; <VirtualHost
      <IfSection ; VirtualHost; MaxRequestWorkers
      AllowOverrideList ; RewriteRule; Directory
      MaxSpareThreads ; 250; On
      """;

  @Test
  void valuesAreThoseOfTheDirective() throws Exception {
    List<String[]> rows = TYPED.lines().map(line -> line.split("; ", -1)).toList();
    Files.writeString(main, MAIN + "LogFormat \"%h\" short\n");
    try (Editor editor = Editor.start()) {
      editor.initialize();
      editor.open(site, String.join("\n", rows.stream().map(row -> row[0]).toList()));
      for (int i = 0; i < rows.size(); i++) {
        String[] row = rows.get(i);
        assertThat(completions(editor, site, i, row[0].length())).as(row[0]).contains(row[1]).doesNotContain(row[2]);
      }
      assertThat(editor.quit()).isZero();
    }
  }

  @Test
  void pathsAreCompletedAsHttpdSeesThem() throws Exception {
    Files.writeString(main, MAIN.replace("/etc/apache2", dir.toString()));
    List<String> typed =
        List.of("Include ", "IncludeOptional sites-enabled/", "Include \"mods-enabled/m", "<Directory " + dir + "/", "ErrorLog nowhere/");
    try (Editor editor = Editor.start()) {
      editor.initialize();
      editor.open(site, String.join("\n", typed));
      assertThat(completions(editor, site, 0, typed.get(0).length())).contains("apache2.conf", "mods-enabled/", "sites-enabled/");
      assertThat(completions(editor, site, 1, typed.get(1).length())).containsExactly("sites-enabled/site.conf");
      assertThat(completions(editor, site, 2, typed.get(2).length())).containsExactly("\"mods-enabled/mpm.conf");
      assertThat(completions(editor, site, 3, typed.get(3).length())).contains(dir + "/sites-enabled/");
      assertThat(completions(editor, site, 4, typed.get(4).length())).doesNotContain("apache2.conf");
      assertThat(editor.quit()).isZero();
    }
  }

  @Test
  void theOrderOfASessionIsHeld() throws Exception {
    Process early = Editor.program();
    Editor.send(early, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"textDocument/hover\",\"params\":{}}");
    Editor.send(early, "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
    assertThat(Editor.exitCode(early)).isEqualTo(1);
    assertThat(said(early)).contains("-32002", "textDocument/hover comes before initialize");

    Process late = Editor.program();
    Editor.send(late, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}");
    Editor.send(late, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"shutdown\"}");
    Editor.send(late, "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"textDocument/hover\",\"params\":{}}");
    Editor.send(late, "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
    assertThat(Editor.exitCode(late)).isZero();
    assertThat(said(late)).contains("-32600", "textDocument/hover comes after shutdown");
  }

  @Test
  void anEditorThatIsGoneEndsTheServer() throws Exception {
    Process closed = Editor.program();
    closed.getOutputStream().close();
    assertThat(Editor.exitCode(closed)).isEqualTo(1);

    // The pipe stays open, but the process that the editor said it is ends.
    Process editor = new ProcessBuilder("sleep", "1000").start();
    Process left = Editor.program();
    Editor.send(left, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"processId\":" + editor.pid() + ",\"capabilities\":{}}}");
    assertThat(left.getInputStream().read()).isEqualTo('C');
    editor.destroyForcibly();
    assertThat(Editor.exitCode(left)).isEqualTo(1);
  }

  @Test
  void whatIsNoMessageIsAnsweredOrEndsTheServerWithASentence() throws Exception {
    Process huge = Editor.program();
    huge.getOutputStream().write("Content-Length: 2147483647\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    huge.getOutputStream().flush();
    assertThat(Editor.exitCode(huge)).isEqualTo(2);
    assertThat(complaint(huge)).isEqualTo("mpmlint: the client's message of 2147483647 bytes is larger than 64 MiB\n");

    Process other = Editor.program();
    other.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    other.getOutputStream().flush();
    assertThat(Editor.exitCode(other)).isEqualTo(2);
    assertThat(complaint(other)).isEqualTo("mpmlint: the client's message has no Content-Length\n");

    // Bad JSON, and JSON that is no request, do not keep the server from going on.
    Process bad = Editor.program();
    Editor.send(bad, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":");
    Editor.send(bad, "[[[[[[[[");
    Editor.send(bad, "42");
    Editor.send(bad, "[".repeat(200_000));
    Editor.send(bad, "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}");
    Editor.send(bad, "{\"jsonrpc\":\"2.0\",\"id\":10,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":\"::no uri\"},\"position\":{\"line\":-1,\"character\":-5}}}");
    Editor.send(bad, "{\"jsonrpc\":\"2.0\",\"id\":11,\"method\":\"no/such\"}");
    Editor.send(bad, "{\"jsonrpc\":\"2.0\",\"id\":12,\"method\":\"shutdown\"}");
    Editor.send(bad, "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
    assertThat(Editor.exitCode(bad)).isZero();
    assertThat(said(bad)).contains("\"id\":9,", "\"id\":10,", "\"id\":11,", "-32601", "\"id\":12,");
    assertThat(complaint(bad)).isEmpty();
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String complaint(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
