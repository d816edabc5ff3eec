package dev.mpmlint.edit;

import dev.mpmlint.config.Overlay;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.TextEdit;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// What is to be changed in a tree of files, before any of it is written: other contents, links made, links removed.
///
/// Each method that adds to it gives a new one. Paths are absolute. Immutable.
public final class ChangeSet {
  /// Nothing.
  public static final ChangeSet NONE = new ChangeSet(Map.of(), Map.of(), Map.of());

  /// A file's contents on disk, and those that it is to have.
  record Rewrite(SourceFile before, SourceFile after) {}

  // All in the order of their paths.
  private final Map<Path, Rewrite> files;
  private final Map<Path, Path> made;
  private final Map<Path, Path> removed;
  private final Overlay overlay;

  private ChangeSet(Map<Path, Rewrite> files, Map<Path, Path> made, Map<Path, Path> removed) {
    this.files = files;
    this.made = made;
    this.removed = removed;
    Map<Path, SourceFile> buffers = new HashMap<>();
    files.forEach((path, rewrite) -> buffers.put(path, rewrite.after));
    this.overlay = Overlay.of(buffers, made, removed.keySet());
  }

  public boolean isEmpty() {
    return files.isEmpty() && made.isEmpty() && removed.isEmpty();
  }

  /// How a reader sees the files as they are to be.
  public Overlay overlay() {
    return overlay;
  }

  /// How many files and links it changes.
  public int size() {
    return files.size() + made.size() + removed.size();
  }

  /// All files and links that it changes.
  public List<Path> paths() {
    TreeSet<Path> paths = new TreeSet<>(files.keySet());
    paths.addAll(removed.keySet());
    paths.addAll(made.keySet());
    return List.copyOf(paths);
  }

  /// Edits in a file as it was read with [#overlay]; its name is its path.
  ///
  /// @throws IllegalArgumentException when two edits overlap
  public ChangeSet edited(SourceFile current, List<TextEdit> edits) {
    return edits.isEmpty() ? this : replaced(current, Edits.apply(current, edits));
  }

  /// Other contents for a file as it was read with [#overlay].
  public ChangeSet replaced(SourceFile current, SourceFile after) {
    Path path = overlay.place(Path.of(current.name()));
    TreeMap<Path, Rewrite> changed = new TreeMap<>(files);
    Rewrite known = files.get(path);
    SourceFile before = known == null ? current : known.before;
    if (before.text().equals(after.text())) {
      changed.remove(path);
    } else {
      changed.put(path, new Rewrite(before, after));
    }
    return new ChangeSet(changed, made, removed);
  }

  /// A symbolic link that is to be there.
  ///
  /// @param target what it is to hold: absolute, or relative to its folder
  public ChangeSet linked(Path link, Path target) {
    TreeMap<Path, Path> fewer = new TreeMap<>(removed);
    if (target.equals(fewer.remove(link))) {
      return new ChangeSet(files, made, fewer);
    }
    TreeMap<Path, Path> more = new TreeMap<>(made);
    more.put(link, target);
    return new ChangeSet(files, more, removed);
  }

  /// A symbolic link that is to go.
  ///
  /// @param target what it holds
  public ChangeSet unlinked(Path link, Path target) {
    TreeMap<Path, Path> fewer = new TreeMap<>(made);
    if (fewer.remove(link) != null) {
      return new ChangeSet(files, fewer, removed);
    }
    TreeMap<Path, Path> more = new TreeMap<>(removed);
    more.put(link, target);
    return new ChangeSet(files, made, more);
  }

  Map<Path, Rewrite> files() {
    return files;
  }

  /// Links to be made, and what each holds.
  public Map<Path, Path> made() {
    return Map.copyOf(made);
  }

  /// Links to be removed, and what each holds.
  public Map<Path, Path> removed() {
    return Map.copyOf(removed);
  }

  /// The whole as a unified diff, one `char` per byte, links in the form of `git diff`: a link is a file of mode 120000.
  ///
  /// @param names how a path is called
  public String diff(UnaryOperator<String> names) {
    StringBuilder out = new StringBuilder();
    files.forEach(
        (path, change) -> out.append(UnifiedDiff.inPlace(names.apply(path.toString()), change.before, change.after)));
    removed.forEach((link, target) -> out.append(ofLink(names.apply(link.toString()), target, "deleted file", '-')));
    made.forEach((link, target) -> out.append(ofLink(names.apply(link.toString()), target, "new file", '+')));
    return out.toString();
  }

  private static String ofLink(String name, Path target, String what, char sign) {
    String path = dev.mpmlint.source.Display.toBytes(name.startsWith("/") ? name : "/" + name);
    String before = sign == '-' ? "a" + path : "/dev/null";
    String after = sign == '-' ? "/dev/null" : "b" + path;
    return "diff --git a" + path + " b" + path + "\n" + what + " mode 120000\n--- " + before + "\n+++ " + after
        + "\n@@ " + (sign == '-' ? "-1 +0,0" : "-0,0 +1") + " @@\n"
        + sign + dev.mpmlint.source.Display.toBytes(target.toString()) + "\n\\ No newline at end of file\n";
  }
}
