package dev.mpmlint.cli;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.judge.Verdict;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.LintResult;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.report.Style;
import dev.mpmlint.rules.Subject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ParseResult;

/// `check --compare-httpd`: what the installed httpd says of the same file, beside what mpmlint says. Runs `httpd -t`, which
/// starts no server.
final class HttpdComparison {
  static final String OPTION = "--compare-httpd";

  private static final List<String> NAMES = List.of("apache2", "httpd");
  private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/apache2/bin", "/sbin");
  private static final int PATIENCE_SECONDS = 60;
  private static final int MOST_BYTES = 1 << 20;

  private final Path program;
  private final List<String> defines;

  private HttpdComparison(Path program, List<String> defines) {
    this.program = program;
    this.defines = defines;
  }

  /// @param named the program that the user names; empty for the one that is installed
  /// @throws UserError when there is none
  static HttpdComparison of(String named, Surroundings surroundings, List<String> defines) throws UserError {
    if (!named.isEmpty()) {
      Path program = surroundings.resolve(named);
      if (!Files.isExecutable(program)) {
        throw new UserError(OPTION + " " + named + " is no program that can be run");
      }
      return new HttpdComparison(program, defines);
    }
    List<String> folders = new ArrayList<>(List.of(surroundings.variable("PATH").split(File.pathSeparator, -1)));
    folders.addAll(FOLDERS);
    for (String name : NAMES) {
      for (String folder : folders) {
        Path program = folder.isEmpty() ? Path.of(name) : Path.of(folder, name);
        if (program.isAbsolute() && Files.isExecutable(program)) {
          return new HttpdComparison(program, defines);
        }
      }
    }
    throw new UserError("neither apache2 nor httpd is installed; name the program: " + OPTION + "=PATH");
  }

  /// Reads what is to be checked once more, and prints what both say of it; returns whether that is the same everywhere.
  static boolean print(ParseResult args, Streams streams) throws UserError, IOException {
    SettingsReader asked = SettingsReader.of(args, streams);
    HttpdComparison comparison =
        of(args.matchedOptionValue(OPTION, ""), streams.surroundings(), asked.settings().defines());
    if (Options.operands(args).contains("-")) {
      throw new UserError(OPTION + " needs a file that httpd can read too, not standard input");
    }
    try {
      return comparison.print(Linter.lint(asked.inputs(), asked.settings()), streams, streams.style(args));
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /// Prints both verdicts of each whole configuration; returns whether they are the same everywhere.
  private boolean print(LintResult result, Streams streams, Style style) throws UserError, IOException {
    boolean same = true;
    boolean any = false;
    for (Checked checked : result.checked()) {
      if (checked.top() == null || checked.subjects().size() != 1) {
        continue;
      }
      any = true;
      Subject subject = checked.subjects().getFirst();
      Verdict ours = Verdict.of(subject.configuration(), subject.mpm());
      Verdict theirs = ask(subject.configuration());
      boolean agree = theirs.isLike(ours);
      same &= agree;
      streams.out().println("httpd:   " + style.safe(theirs.toString()) + " (" + program + " -t)");
      streams.out().println("mpmlint: " + style.safe(ours.toString()));
      streams.out().println(agree ? "both say the same" : "they differ: please report it, with the line in question");
    }
    if (!any) {
      throw new UserError(OPTION + " needs a whole configuration; a piece of one httpd does not take either");
    }
    return same;
  }

  private Verdict ask(Configuration configuration) throws UserError, IOException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "-t", "-f", configuration.main().name()));
    command.addAll(List.of("-d", configuration.options().serverRoot()));
    for (String define : defines) {
      command.addAll(List.of("-D", define));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(configuration.options().environment());
    builder.environment().put("LC_ALL", "C");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Path answer = Files.createTempFile("mpmlint-httpd", ".txt");
    try {
      Process process = builder.redirectError(answer.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new UserError(program + " -t did not answer within " + PATIENCE_SECONDS + " s");
      }
      try (InputStream in = Files.newInputStream(answer)) {
        return Verdict.parse(process.exitValue() == 0, new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while " + program + " was asked");
    } finally {
      Files.deleteIfExists(answer);
    }
  }
}
