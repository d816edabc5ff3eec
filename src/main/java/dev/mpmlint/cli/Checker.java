package dev.mpmlint.cli;

import dev.mpmlint.config.Overlay;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.policy.FileSettings;
import dev.mpmlint.policy.Judgement;
import dev.mpmlint.policy.Policy;
import dev.mpmlint.policy.Profile;
import dev.mpmlint.rules.Selector;
import dev.mpmlint.source.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/// What `check` was asked to look at, with the settings that hold for each part of it.
final class Checker {
  /// Inputs for which the same settings file holds.
  record Group(FileSettings file, Settings settings, Policy policy, List<Input> inputs) {}

  private final List<Group> groups;

  private Checker(List<Group> groups) {
    this.groups = groups;
  }

  /// @param operands the files, folders and `-` that are meant
  static Checker of(ParseResult args, Streams streams, List<String> operands) throws UserError {
    SettingsReader asked = SettingsReader.asked(args, streams, operands);
    ConfigFinder finder = new ConfigFinder(args, streams.surroundings());
    Map<FileSettings, List<Input>> inputs = new LinkedHashMap<>();
    FileSettings none = FileSettings.none();
    for (Input input : asked.inputs()) {
      FileSettings nearest = finder.nearest(input);
      inputs.computeIfAbsent(nearest.file() == null ? none : nearest, _ -> new ArrayList<>()).add(input);
    }
    Profile profile = args.matchedOptionValue(CheckOptions.PROFILE, (Profile) null);
    List<Selector> select = CheckOptions.selectors(args, CheckOptions.SELECT);
    List<Selector> ignore = CheckOptions.selectors(args, CheckOptions.IGNORE);
    boolean comments = !args.hasMatchedOption(CheckOptions.NO_INLINE);
    boolean reasons = args.hasMatchedOption(CheckOptions.REQUIRE_REASON);
    List<Group> groups = new ArrayList<>();
    inputs.forEach(
        (file, part) ->
            groups.add(
                new Group(
                    file, file.under(asked.settings()), file.policy(profile, select, ignore, comments, reasons), part)));
    return new Checker(groups);
  }

  List<Group> groups() {
    return groups;
  }

  /// The settings that hold for what belongs to no one input, such as the exit code.
  FileSettings first() {
    return groups.getFirst().file;
  }

  Judgement judge(Overlay overlay) throws CannotLintException {
    List<Judgement> judgements = new ArrayList<>(groups.size());
    for (Group group : groups) {
      List<Input> inputs = overlay.isEmpty() ? group.inputs : changed(group.inputs, overlay);
      Settings settings = overlay.isEmpty() ? group.settings : group.settings.withOverlay(overlay);
      judgements.add(Judgement.of(Linter.lint(inputs, settings), group.policy));
    }
    return Judgement.all(judgements);
  }

  /// Text from elsewhere is changed under its name.
  private static List<Input> changed(List<Input> inputs, Overlay overlay) {
    List<Input> changed = new ArrayList<>();
    for (Input input : inputs) {
      if (input instanceof Input.Text(SourceFile text, Path asIf)) {
        SourceFile other = overlay.file(Path.of(text.name()), text.name());
        changed.add(new Input.Text(other == null ? text : other, asIf));
      } else {
        changed.add(input);
      }
    }
    return changed;
  }

  /// The names of what came from elsewhere: nothing on disk is to be changed for it.
  boolean isText(String name) {
    for (Group group : groups) {
      for (Input input : group.inputs) {
        if (input instanceof Input.Text text && text.text().name().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }
}
