package dev.mpmlint.fix;

import dev.mpmlint.config.Overlay;
import dev.mpmlint.edit.Edits;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.policy.Judgement;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Fix;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.TextEdit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes fixes in memory: those that do not get in each other's way at once, then looks again, until nothing is left to
/// be fixed. Owned by the thread that made it, used once.
public final class Fixer {
  /// A round fixes something, so this is reached only by fixes that undo each other.
  private static final int MOST_ROUNDS = 100;

  private final boolean unsafe;
  private final Map<Path, Change> changes = new LinkedHashMap<>();
  private final Set<Map<Path, String>> seen = new HashSet<>();
  private int made;

  private Fixer(boolean unsafe) {
    this.unsafe = unsafe;
  }

  /// How the files are looked at.
  public interface Check {
    /// What is wrong when some files are read otherwise than they stand on disk.
    Judgement with(Overlay overlay) throws CannotLintException;
  }

  /// A file before and after.
  public record Change(SourceFile before, SourceFile after) {}

  /// @param last what is left to be said of the fixed files
  /// @param changes by the real path of each file
  /// @param made how many fixes were made
  public record Result(Judgement last, Map<Path, Change> changes, int made) {}

  /// @param unsafe whether fixes that change what httpd does are made as well
  public static Result fix(Check check, boolean unsafe) throws CannotLintException {
    return new Fixer(unsafe).run(check);
  }

  private Result run(Check check) throws CannotLintException {
    Judgement judgement = check.with(Overlay.NONE);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Map<Path, List<TextEdit>> edits = choose(judgement.findings());
      if (edits.isEmpty()) {
        break;
      }
      edits.forEach(this::make);
      Map<Path, String> state = new LinkedHashMap<>();
      changes.forEach((path, change) -> state.put(path, change.after.text()));
      judgement = check.with(overlay());
      if (!seen.add(state)) {
        break;
      }
    }
    changes.values().removeIf(change -> change.before.text().equals(change.after.text()));
    return new Result(judgement, Map.copyOf(changes), made);
  }

  private void make(Path path, List<TextEdit> edits) {
    SourceFile read = edits.getFirst().at().file();
    Change change = changes.get(path);
    SourceFile after = Edits.apply(read, edits);
    changes.put(path, new Change(change == null ? read : change.before, after));
  }

  private Overlay overlay() {
    Map<Path, SourceFile> files = new LinkedHashMap<>();
    changes.forEach((path, change) -> files.put(path, change.after));
    return Overlay.of(files);
  }

  /// Whole fixes only: one of which an edit gets in the way of another one waits for the next round.
  private Map<Path, List<TextEdit>> choose(List<Finding> findings) {
    Map<Path, List<TextEdit>> chosen = new LinkedHashMap<>();
    for (Finding finding : findings) {
      Optional<Fix> fix = Fixes.choose(finding, unsafe);
      if (fix.isEmpty()) {
        continue;
      }
      Map<Path, List<TextEdit>> byFile = new LinkedHashMap<>();
      boolean possible = true;
      for (TextEdit edit : fix.get().edits()) {
        Optional<Path> path = real(edit.at().file());
        possible &= path.isPresent();
        path.ifPresent(p -> byFile.computeIfAbsent(p, _ -> new ArrayList<>()).add(edit));
      }
      if (possible && byFile.entrySet().stream().noneMatch(e -> collides(chosen.get(e.getKey()), e.getValue()))) {
        byFile.forEach((path, edits) -> chosen.computeIfAbsent(path, _ -> new ArrayList<>()).addAll(edits));
        made++;
      }
    }
    return chosen;
  }

  /// Insertions at one place are taken for a collision too: they may be the same one twice. So is an edit of the same
  /// file under another name.
  private static boolean collides(@org.jspecify.annotations.Nullable List<TextEdit> before, List<TextEdit> edits) {
    if (before == null) {
      return Edits.overlap(edits).isPresent();
    }
    for (TextEdit edit : edits) {
      for (TextEdit other : before) {
        boolean touches = edit.at().start() <= other.at().end() && other.at().start() <= edit.at().end();
        if (touches || !edit.at().file().name().equals(other.at().file().name())) {
          return true;
        }
      }
    }
    return Edits.overlap(edits).isPresent();
  }

  /// What does not come from the disk has no absolute path, and is fixed under its name.
  private static Optional<Path> real(SourceFile file) {
    Path path = Path.of(file.name());
    try {
      return Optional.of(path.isAbsolute() ? path.toRealPath() : path);
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
