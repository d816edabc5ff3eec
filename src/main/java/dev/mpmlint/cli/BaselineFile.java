package dev.mpmlint.cli;

import dev.mpmlint.edit.AtomicFile;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.policy.Baseline;
import dev.mpmlint.policy.FileSettings;
import dev.mpmlint.policy.Judgement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/// The baseline that `check` was told of, on the disk.
///
/// @param file null where none holds
record BaselineFile(@Nullable Path file) {
  /// What it is called where nobody names it.
  private static final String USUAL = ".mpmlint-baseline";

  static BaselineFile of(ParseResult args, Surroundings here, FileSettings settings) throws UserError {
    String named = args.matchedOptionValue(CheckOptions.BASELINE, (String) null);
    if (named != null) {
      return new BaselineFile(here.resolve(named));
    }
    if (settings.baseline() != null) {
      return new BaselineFile(settings.baseline());
    }
    boolean made = args.hasMatchedOption(CheckOptions.WRITE_BASELINE) || args.hasMatchedOption(CheckOptions.PRUNE_BASELINE);
    return new BaselineFile(made ? here.resolve(USUAL) : null);
  }

  /// Lists all findings; answers what to tell.
  String write(Judgement judgement) throws UserError {
    Path at = required();
    Baseline baseline = Baseline.of(judgement, base(at));
    write(at, baseline);
    return at + " lists " + CheckCommand.count(baseline.entries().size(), "finding");
  }

  /// @param notes takes what is good to know of the baseline
  Judgement apply(Judgement judgement, boolean prune, List<String> notes) throws UserError {
    if (file == null) {
      return judgement;
    }
    Baseline baseline;
    try {
      baseline =
          Baseline.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), base(file))
              .orElseThrow(() -> new UserError(file + " is no baseline; --write-baseline makes one"));
    } catch (IOException e) {
      throw new UserError("cannot read the baseline " + file + ": " + Linter.reason(e) + "; --write-baseline makes one");
    }
    Baseline.Applied applied = baseline.apply(judgement);
    if (!applied.judgement().known().isEmpty()) {
      notes.add(CheckCommand.count(applied.judgement().known().size(), "finding") + " known by " + file.getFileName());
    }
    int stale = applied.stale().size();
    if (stale > 0 && prune) {
      write(file, applied.pruned());
      notes.add(CheckCommand.count(stale, "stale line") + " taken out of " + file.getFileName());
    } else if (stale > 0) {
      applied.stale().forEach(entry -> notes.add("stale in " + file.getFileName() + ": " + entry));
      notes.add("--prune-baseline takes out what is stale");
    }
    return applied.judgement();
  }

  private static void write(Path at, Baseline baseline) throws UserError {
    try {
      AtomicFile.write(at, baseline.text().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UserError("cannot write the baseline " + at + ": " + Linter.reason(e));
    }
  }

  private static Path base(Path at) {
    Path folder = at.getParent();
    return folder == null ? at : folder;
  }

  private Path required() {
    if (file == null) {
      throw new IllegalStateException("no baseline was asked for");
    }
    return file;
  }
}
