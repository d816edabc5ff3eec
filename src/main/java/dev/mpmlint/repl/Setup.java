package dev.mpmlint.repl;

import dev.mpmlint.edit.Rereading;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.report.PathNames;
import dev.mpmlint.report.Style;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/// What a conversation is about, and where it takes place.
///
/// @param main the main file
/// @param rereading the same file as it would be
/// @param options those of `check` that tell how it is to be read
/// @param here what relative paths are relative to
public record Setup(
    Input.OnDisk main,
    Settings settings,
    Rereading rereading,
    List<String> options,
    Program program,
    Path here,
    Style style,
    InputStream in,
    PrintStream out,
    PrintStream err) {
  public Setup {
    options = List.copyOf(options);
  }

  PathNames names() {
    return PathNames.relativeTo(here);
  }

  void say(String sentence) {
    out.println(style.safe(names().in(sentence)));
  }
}
