package dev.mpmlint.cli;

import dev.mpmlint.advise.Advice;
import dev.mpmlint.advise.Advisor;
import dev.mpmlint.advise.Inputs;
import dev.mpmlint.edit.CannotEditException;
import dev.mpmlint.edit.ChangeSet;
import dev.mpmlint.edit.Edits;
import dev.mpmlint.edit.MpmSwitch;
import dev.mpmlint.edit.Rereading;
import dev.mpmlint.edit.UnifiedDiff;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.report.PathNames;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.TextEdit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What advice comes to in the files.
///
/// @param changes null where they cannot be written: standard input
/// @param diff one `char` per byte
/// @param notes what else there is to do
record AdvisedChanges(@Nullable ChangeSet changes, String diff, List<String> notes) {
  static AdvisedChanges of(
      Advice advice, Inputs inputs, Input input, Settings settings, PathNames names) {
    if (!(input instanceof Input.OnDisk onDisk)) {
      StringBuilder diff = new StringBuilder();
      byFile(advice.edits())
          .forEach((file, edits) -> diff.append(UnifiedDiff.inPlace(names.of(file.name()), file, Edits.apply(file, edits))));
      return new AdvisedChanges(null, diff.toString(), List.of());
    }
    Reread rereading = new Reread(onDisk, settings);
    List<String> notes = new ArrayList<>();
    ChangeSet changes =
        advice.changesMpm() ? switched(advice, inputs, rereading, notes) : edited(ChangeSet.NONE, advice.edits());
    return new AdvisedChanges(changes, changes.diff(names::of), List.copyOf(notes));
  }

  /// The MPM changed, with the numbers; where it cannot be, the numbers alone.
  private static ChangeSet switched(Advice advice, Inputs inputs, Rereading rereading, List<String> notes) {
    Map<MpmDirective, Long> numbers = new EnumMap<>(MpmDirective.class);
    advice.changes().forEach(change -> numbers.put(change.directive(), change.to()));
    String name = advice.choice().itk() ? "itk" : advice.choice().mpm().shortName();
    try {
      MpmSwitch.Switched switched =
          MpmSwitch.to(name, ChangeSet.NONE, rereading, new MpmSwitch.Wishes(false, numbers));
      notes.addAll(switched.notes());
      Rereading.Read now = rereading.read(switched.changes().overlay());
      // The lines of the new MPM count now, also those that do so in vain.
      Advice then = Advisor.advise(inputs.forMpm(advice.choice().mpm()), now.configuration(), now.mpm());
      return edited(switched.changes(), then.edits());
    } catch (CannotEditException e) {
      notes.add("the MPM is not changed here: " + e.getMessage());
      return edited(ChangeSet.NONE, advice.edits());
    }
  }

  private static ChangeSet edited(ChangeSet base, List<TextEdit> edits) {
    ChangeSet changes = base;
    for (Map.Entry<SourceFile, List<TextEdit>> each : byFile(edits).entrySet()) {
      changes = changes.edited(each.getKey(), each.getValue());
    }
    return changes;
  }

  private static Map<SourceFile, List<TextEdit>> byFile(List<TextEdit> edits) {
    Map<String, SourceFile> files = new LinkedHashMap<>();
    Map<SourceFile, List<TextEdit>> byFile = new LinkedHashMap<>();
    for (TextEdit edit : edits) {
      SourceFile file = files.computeIfAbsent(edit.at().file().name(), _ -> edit.at().file());
      byFile.computeIfAbsent(file, _ -> new ArrayList<>()).add(edit);
    }
    return byFile;
  }
}
