package dev.mpmlint.cli;

import dev.mpmlint.edit.AtomicFile;
import dev.mpmlint.edit.UnifiedDiff;
import dev.mpmlint.fix.Fixer;
import dev.mpmlint.policy.Judgement;
import dev.mpmlint.report.CheckstyleReport;
import dev.mpmlint.report.GccReport;
import dev.mpmlint.report.GithubReport;
import dev.mpmlint.report.GitlabReport;
import dev.mpmlint.report.JsonReport;
import dev.mpmlint.report.JunitReport;
import dev.mpmlint.report.PathNames;
import dev.mpmlint.report.SarifReport;
import dev.mpmlint.report.Style;
import dev.mpmlint.report.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeMap;

/// Writes a judgement in any of the formats.
final class Outputs {
  /// What the files would be after the fixes; asked only for a diff.
  interface Fixed {
    Collection<Fixer.Change> changes() throws UserError;
  }

  private final Path here;
  private final Fixed fixed;

  Outputs(Path here, Fixed fixed) {
    this.here = here;
    this.fixed = fixed;
  }

  /// Into a file, which is replaced as a whole.
  void toFile(OutputFormat format, Path file, Judgement judgement) throws UserError {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
      write(format, judgement, out, new Style(false, true), true);
      out.flush();
      AtomicFile.write(file, bytes.toByteArray());
    } catch (IOException e) {
      throw new UserError("cannot write --output " + file + ": " + dev.mpmlint.lint.Linter.reason(e));
    }
  }

  /// @param summary whether text ends with how much was found
  void write(OutputFormat format, Judgement judgement, PrintStream out, Style style, boolean summary)
      throws IOException, UserError {
    PathNames names = PathNames.relativeTo(here);
    switch (format) {
      case TEXT, AUTO -> {
        TextReport report = new TextReport(out, style, PathNames.forPeople(here, judgement.tops()));
        report.print(judgement.findings());
        if (summary) {
          report.summary(judgement.findings(), judgement.files().size(), judgement.took());
        }
      }
      case GCC -> new GccReport(out, style, names).print(judgement.findings());
      case JSON -> new JsonReport(names, Version.TEXT).write(utf8(out), judgement);
      case SARIF -> new SarifReport(names, Version.TEXT).write(utf8(out), judgement);
      case GITLAB -> new GitlabReport(names).write(utf8(out), judgement.findings());
      case CHECKSTYLE -> new CheckstyleReport(names).write(utf8(out), judgement);
      case JUNIT -> new JunitReport(names).write(utf8(out), judgement);
      case GITHUB -> {
        PrintStream lines = new PrintStream(out, false, StandardCharsets.UTF_8);
        new GithubReport(lines, names).print(judgement.findings());
        lines.flush();
      }
      case DIFF -> diff(fixed.changes(), out);
    }
  }

  /// What changes in each file, in the bytes of the files.
  void diff(Collection<Fixer.Change> changes, OutputStream out) throws IOException {
    PathNames names = PathNames.relativeTo(here);
    TreeMap<String, String> diffs = new TreeMap<>();
    for (Fixer.Change change : changes) {
      String name = names.of(change.before().name());
      diffs.put(name, UnifiedDiff.inPlace(name, change.before(), change.after()));
    }
    for (String diff : diffs.values()) {
      out.write(diff.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static Writer utf8(OutputStream out) {
    return new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }
}
