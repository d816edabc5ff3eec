package dev.mpmlint.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.mpmlint.support.Block;
import dev.mpmlint.support.BundledServer;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What README tells to write into the settings of editors, in these editors: the real Neovim and the real Emacs show
/// what is wrong with a sample. Debian has neither Helix nor Visual Studio Code; a client of ours reads their settings and
/// does what they say.
class ReadmeEditorsIT {
  private static final Path SAMPLE = Path.of("samples/broken/conf/httpd.conf").toAbsolutePath();
  private static final String PACKAGES = "/usr/lib/emacsen-common/packages/install/";
  private static final List<String> WRONG = List.of("MPM036", "INC001");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path home;

  /// Waits for diagnostics and prints a line for each.
  private static final String NEOVIM =
      """
      vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 20)
      for _, d in ipairs(vim.diagnostic.get(0)) do
        print((d.lnum + 1) .. ' ' .. d.source .. ' ' .. d.code)
      end
      """;

  /// What `vim.lsp.start` of 0.8 and later does, as its manual says, for the Neovim of Debian 12, which is older.
  private static final String NEOVIM_0_8 =
      """
      function vim.lsp.start(config)
        started = started or vim.lsp.start_client(config)
        vim.lsp.buf_attach_client(vim.api.nvim_get_current_buf(), started)
        print('0.8')
        return started
      end
      """;

  /// Looks each 50 ms, for a minute, for diagnostics in the buffer that is shown.
  private static final String EMACS =
      """
      (defvar tries 0)
      (run-with-timer 0.05 0.05
        (lambda ()
          (with-current-buffer (window-buffer)
            (let ((found (and (bound-and-true-p flymake-mode) (flymake-diagnostics)))
                  (mode major-mode))
              (when (or found (> (setq tries (1+ tries)) 1200))
                (with-temp-file (getenv "ANSWER")
                  (insert (format "%s\\n" mode))
                  (dolist (d found) (insert (flymake-diagnostic-text d) "\\n")))
                (let ((kill-emacs-query-functions nil) (confirm-kill-processes nil)) (kill-emacs)))))))
      """;

  private String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
    Path said = home.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    builder.environment().putAll(environment);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PATH", BundledServer.program().getParent() + ":" + System.getenv("PATH"));
    Process process = builder.start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(said, StandardCharsets.ISO_8859_1);
    assertThat(ended).as("%s ends; it said: %s", List.of(command), text).isTrue();
    return text;
  }

  private String neovim(String... before) throws Exception {
    Path settings = Files.writeString(home.resolve("init.lua"), Block.onlyOneOfReadme("lua").text());
    Path look = Files.writeString(home.resolve("look.lua"), NEOVIM);
    List<String> command = new ArrayList<>(List.of("nvim", "--headless"));
    command.addAll(List.of(before));
    command.addAll(List.of("-u", settings.toString(), SAMPLE.toString(), "-c", "luafile " + look, "-c", "qa!"));
    return run(Map.of(), command.toArray(String[]::new));
  }

  @Test
  @RequiresProgram("nvim")
  void neovimShowsWhatIsWrong() throws Exception {
    assertThat(neovim().lines()).anyMatch(l -> l.endsWith("15 mpmlint MPM036")).anyMatch(l -> l.endsWith("36 mpmlint INC001"));
  }

  @Test
  @RequiresProgram("nvim")
  void neovimSince08StartsTheServerAsItShould() throws Exception {
    Path newer = Files.writeString(home.resolve("newer.lua"), NEOVIM_0_8);

    assertThat(neovim("--cmd", "luafile " + newer)).contains("0.8", "15 mpmlint MPM036");
  }

  /// At a terminal, since Eglot starts with the first command.
  @Test
  @RequiresProgram({"emacs", "script", PACKAGES + "elpa-eglot", PACKAGES + "elpa-apache-mode"})
  void emacsShowsWhatIsWrong() throws Exception {
    Path folder = Files.createDirectories(home.resolve(".emacs.d"));
    Files.writeString(folder.resolve("init.el"), Block.onlyOneOfReadme("elisp").text());
    Path look = Files.writeString(home.resolve("look.el"), EMACS);
    Path answer = home.resolve("answer");

    String screen =
        run(
            Map.of("ANSWER", answer.toString(), "TERM", "xterm"),
            "script", "-qec", "emacs -nw -l '" + look + "' '" + SAMPLE + "'", "/dev/null");

    assertThat(answer).as("the screen of Emacs: %s", screen).exists();
    assertThat(Files.readAllLines(answer))
        .contains("apache-mode")
        .anyMatch(l -> l.startsWith("mpmlint [MPM036]: LockFile"))
        .anyMatch(l -> l.startsWith("mpmlint [INC001]: Include"));
  }

  @Test
  void whatHelixIsToldStartsTheServer() throws Exception {
    JsonNode settings = new TomlMapper().readTree(Block.onlyOneOfReadme("toml").text());
    JsonNode language = settings.get("language").get(0);
    assertThat(language.get("file-types").toString()).contains("httpd.conf");
    JsonNode server = settings.get("language-server").get(language.get("language-servers").get(0).asText());

    started(server.get("command").asText(), server.get("args"), language.get("name").asText());
  }

  @Test
  void whatVisualStudioCodeIsToldStartsTheServer() throws Exception {
    JsonNode settings = new ObjectMapper().readTree(Block.onlyOneOfReadme("json").text());
    String language = settings.get("files.associations").get("httpd.conf").asText();
    assertThat(settings.get("glspc.server.languageId")).extracting(JsonNode::asText).contains(language);

    started(settings.get("glspc.server.command").asText(), settings.get("glspc.server.commandArguments"), language);
  }

  /// A session with what the settings start: the sample's faults arrive, and it ends in peace.
  private static void started(String program, JsonNode arguments, String language) throws Exception {
    List<String> command = new ArrayList<>(List.of(program));
    arguments.forEach(a -> command.add(a.asText()));
    try (Editor editor = Editor.starting(command)) {
      assertThat(editor.initialize().getServerInfo().getName()).isEqualTo("mpmlint");
      editor.open(SAMPLE, Files.readString(SAMPLE), language);
      List<Diagnostic> found = editor.diagnostics(SAMPLE, d -> !d.isEmpty());
      assertThat(found).extracting(d -> d.getCode().getLeft()).containsAll(WRONG);
      assertThat(editor.quit()).isZero();
    }
  }
}
