package dev.mpmlint.cli;

import dev.mpmlint.edit.AtomicFile;
import dev.mpmlint.edit.Edits;
import dev.mpmlint.edit.UnifiedDiff;
import dev.mpmlint.format.Formatter;
import dev.mpmlint.format.Indent;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Sources;
import dev.mpmlint.report.PathNames;
import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/// `mpmlint fmt`.
final class FmtCommand {
  private static final String CHECK = "--check";
  private static final String DIFF = "--diff";
  private static final String INDENT = "--indent";
  private static final String QUIET = "--quiet";

  /// @param path null for standard input
  /// @param text the same object as `before` where nothing changes
  private record Formatted(@Nullable Path path, SourceFile before, SourceFile text) {
    boolean changed() {
      return before != text;
    }
  }

  private final Streams streams;
  private final ParseResult args;
  private final PathNames names;

  private FmtCommand(Streams streams, ParseResult args) {
    this.streams = streams;
    this.args = args;
    this.names = PathNames.relativeTo(streams.surroundings().workingDirectory());
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Commands.command(
            "fmt",
            "[OPTIONS] FILE|DIR|-...",
            """
            Indents each FILE by its sections and tidies the blanks behind names and at the
            ends of lines. Comments, arguments and continued lines keep their text: httpd
            reads the same as before. DIR: each *.conf and .htaccess in it. -: standard
            input, to standard output. Included files are not followed.
            """,
            """
            Exit code: 0 done, 1 with --check or --diff: not laid out so, 2 could not run.
            Example:
              mpmlint fmt --check /etc/apache2/sites-available
            """,
            (args, streams) -> new FmtCommand(streams, args).run());
    spec.addOption(Options.flag("change nothing, name the files that would change", CHECK));
    spec.addOption(Options.flag("change nothing, show what would change", DIFF));
    spec.addOption(Options.value(INDENT, "N", Indent.class, FmtCommand::indent, "blanks for each level, 4 if left out; or tab"));
    spec.addOption(Options.stdinFilename());
    spec.addOption(Options.flag("print no names and no summary", "-q", QUIET));
    spec.addOption(Options.help());
    return spec.addPositional(Options.operands("0..*", "FILE"));
  }

  private static Indent indent(String text) {
    if (text.equals("tab")) {
      return Indent.TAB;
    }
    if (text.matches("[0-9]{1,2}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= Indent.WIDEST) {
      return Indent.spaces(Integer.parseInt(text));
    }
    throw new TypeConversionException(INDENT + " " + text + " is unknown; write 1 to " + Indent.WIDEST + ", or tab");
  }

  private ExitCode run() throws UserError, IOException {
    Indent indent = args.matchedOptionValue(INDENT, Indent.DEFAULT);
    boolean dry = args.hasMatchedOption(CHECK) || args.hasMatchedOption(DIFF);
    boolean quiet = args.hasMatchedOption(QUIET);
    if (Options.operands(args).isEmpty()) {
      throw new UserError("name a FILE or a folder to lay out, or - for standard input");
    }
    // Everything is read before anything is written: a name that is wrong changes no file.
    List<Formatted> all = new ArrayList<>();
    for (Path file : operands()) {
      all.add(formatted(file, read(file), indent));
    }
    int changed = 0;
    for (Formatted each : all) {
      changed += each.changed() ? 1 : 0;
      if (args.hasMatchedOption(DIFF)) {
        printBytes(UnifiedDiff.inPlace(names.of(each.before.name()), each.before, each.text));
      } else if (!dry) {
        write(each);
      }
      if (each.changed() && each.path != null && !quiet && !args.hasMatchedOption(DIFF)) {
        say((dry ? "would format " : "formatted ") + names.of(each.before.name()));
      }
    }
    if (!quiet && all.stream().anyMatch(each -> each.path != null)) {
      summary(changed, all.size() - changed, dry);
    }
    return dry && changed > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static Path standardInput() {
    return Path.of("-");
  }

  /// What is to be laid out, each once; standard input under its sign.
  private Set<Path> operands() throws UserError {
    Set<Path> files = new LinkedHashSet<>();
    for (String operand : Options.operands(args)) {
      Path path = operand.equals("-") ? standardInput() : streams.surroundings().resolve(operand);
      if (operand.equals("-") || Files.isRegularFile(path)) {
        files.add(path);
      } else if (Files.isDirectory(path)) {
        files.addAll(inFolder(path, operand));
      } else {
        throw new UserError(operand + (Files.exists(path) ? " is no regular file" : " does not exist"));
      }
    }
    return files;
  }

  private static List<Path> inFolder(Path folder, String operand) throws UserError {
    try {
      List<Path> found = Sources.configurationFiles(folder);
      if (found.isEmpty()) {
        throw new UserError("there is no *.conf and no .htaccess in " + operand);
      }
      return found;
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private SourceFile read(Path file) throws UserError {
    try {
      if (!file.equals(standardInput())) {
        return Sources.configuration(file);
      }
      String name = args.matchedOptionValue(Options.STDIN_FILENAME, "<stdin>");
      return Input.Text.read(streams.in(), name, streams.surroundings().resolve(name)).text();
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private static Formatted formatted(Path file, SourceFile before, Indent indent) {
    SourceFile text = Edits.apply(before, Formatter.edits(before, indent));
    return new Formatted(file.equals(standardInput()) ? null : file, before, text);
  }

  private void write(Formatted each) throws UserError {
    if (each.path == null) {
      printBytes(each.text.text());
    } else if (each.changed()) {
      try {
        AtomicFile.replace(each.path, each.before, each.text);
      } catch (IOException e) {
        throw new UserError("cannot write " + names.of(each.before.name()) + ": " + Linter.reason(e));
      }
    }
  }

  private void summary(int changed, int unchanged, boolean dry) {
    String what = changed == 0 ? "" : files(changed) + (dry ? " would be formatted" : " formatted");
    String rest = unchanged == 0 ? "" : files(unchanged) + (dry ? " formatted already" : " left as " + (unchanged == 1 ? "it is" : "they are"));
    say(what.isEmpty() || rest.isEmpty() ? what + rest : what + ", " + rest);
  }

  private static String files(int count) {
    return count == 1 ? "1 file" : count + " files";
  }

  /// Not among what goes on to another program: a diff, or what came from standard input.
  private void say(String line) {
    boolean piped = args.hasMatchedOption(DIFF) || Options.operands(args).contains("-");
    (piped ? streams.err() : streams.out()).println(streams.style(args).safe(line));
  }

  /// Text with one `char` per byte.
  private void printBytes(String bytes) {
    PrintStream out = streams.out();
    byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    out.write(raw, 0, raw.length);
  }
}
