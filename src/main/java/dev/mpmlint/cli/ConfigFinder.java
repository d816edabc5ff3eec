package dev.mpmlint.cli;

import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.policy.FileSettings;
import dev.mpmlint.policy.SettingsFile;
import dev.mpmlint.policy.SettingsFiles;
import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/// Finds and reads settings files, each once: the one that `--config` names, or the nearest one. Used by one thread.
final class ConfigFinder {
  /// A settings file has a few lines; no more than this is looked at.
  private static final int MOST = 1 << 20;

  private final Surroundings here;
  private final @Nullable String named;
  private final boolean none;
  private final Map<Path, FileSettings> read = new HashMap<>();

  ConfigFinder(ParseResult args, Surroundings here) throws UserError {
    this.here = here;
    this.named = args.matchedOptionValue(Options.CONFIG, (String) null);
    this.none = args.hasMatchedOption(Options.NO_CONFIG);
    if (none && named != null) {
      throw new UserError("--config and --no-config exclude each other; give one of them");
    }
  }

  /// What holds for an input.
  FileSettings nearest(Input input) throws UserError {
    return switch (input) {
      case Input.OnDisk(Path path) -> nearest(path);
      case Input.Text text -> nearest(text.asIf());
    };
  }

  /// What holds in the working directory.
  FileSettings here() throws UserError {
    return nearest(here.workingDirectory());
  }

  private FileSettings nearest(Path place) throws UserError {
    Optional<Path> file = find(place);
    if (file.isEmpty()) {
      return FileSettings.none();
    }
    FileSettings known = read.get(file.get());
    if (known == null) {
      known = read(file.get());
      if (!known.faults().isEmpty()) {
        FileSettings.Fault fault = known.faults().getFirst();
        throw new UserError(fault.at() + ": " + fault.message());
      }
      read.put(file.get(), known);
    }
    return known;
  }

  /// Where the settings are that hold for a place.
  Optional<Path> find(Path place) throws UserError {
    if (none) {
      return Optional.empty();
    }
    if (named != null) {
      return Optional.of(here.resolve(named));
    }
    return SettingsFiles.find(place, here.variable("XDG_CONFIG_HOME"), here.variable("HOME"));
  }

  /// Reads a file, its faults kept.
  static FileSettings read(Path file) throws UserError {
    try (InputStream in = Files.newInputStream(file)) {
      SourceFile text = SourceFile.of(file.toString(), in.readNBytes(MOST));
      return SettingsFile.read(file, text, OutputFormat.words());
    } catch (IOException e) {
      throw new UserError("cannot read the settings " + file + ": " + Linter.reason(e));
    }
  }
}
