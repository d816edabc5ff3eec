package dev.mpmlint.cli;

import dev.mpmlint.cli.shell.ManPages;
import dev.mpmlint.cli.shell.Outline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Writes what is installed beside the program: manual pages and completions, each where its reader looks for it below
/// `share`. Run by the build.
final class PackagedTexts {
  private PackagedTexts() {}

  /// @param args the folder `share`
  public static void main(String[] args) throws IOException {
    Path share = Path.of(args[0]);
    Outline outline = Outlines.all();
    write(share.resolve("bash-completion/completions/mpmlint"), CompletionCommand.Shell.BASH.script(outline));
    write(share.resolve("zsh/vendor-completions/_mpmlint"), CompletionCommand.Shell.ZSH.script(outline));
    write(share.resolve("fish/vendor_completions.d/mpmlint.fish"), CompletionCommand.Shell.FISH.script(outline));
    for (Map.Entry<String, String> page : ManPages.of(outline).entrySet()) {
      write(share.resolve("man/man1").resolve(page.getKey()), page.getValue());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
