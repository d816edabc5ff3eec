package dev.mpmlint.config;

import dev.mpmlint.source.Display;
import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is to be read otherwise than it stands on disk: an editor's unsaved buffers, the edits of a what-if.
///
/// All paths are absolute paths of this machine. A buffer stands for its file under every name that leads to it, through
/// symbolic links too; a path without a file makes a new one, seen by wildcards as well. Immutable; asking it looks at
/// links on disk.
public final class Overlay {
  /// Everything is as it stands on disk.
  public static final Overlay NONE = new Overlay(Map.of(), Map.of(), Set.of());

  private static final int MOST_LINKS = 40;

  /// By the real path of the file.
  private final Map<Path, SourceFile> files;
  /// Symbolic links that are to be there, by name, and where each leads to.
  private final Map<Path, Path> links;
  /// Names that are to be gone.
  private final Set<Path> gone;

  private Overlay(Map<Path, SourceFile> files, Map<Path, Path> links, Set<Path> gone) {
    this.files = Map.copyOf(files);
    this.links = Map.copyOf(links);
    this.gone = Set.copyOf(gone);
  }

  /// Buffers in the place of files, or as new ones.
  public static Overlay of(Map<Path, SourceFile> buffers) {
    return of(buffers, Map.of(), Set.of());
  }

  /// @param buffers contents of files
  /// @param links symbolic links to be made, and what each holds: a path, absolute or relative to the link's folder
  /// @param gone names to be removed; of a link, not what it leads to
  public static Overlay of(Map<Path, SourceFile> buffers, Map<Path, Path> links, Set<Path> gone) {
    Map<Path, Path> named = new HashMap<>();
    links.forEach((link, target) -> named.put(name(link), link.resolveSibling(target).normalize()));
    Set<Path> removed = new HashSet<>();
    gone.forEach(path -> removed.add(name(path)));
    Map<Path, SourceFile> real = new HashMap<>();
    Overlay names = new Overlay(Map.of(), named, removed);
    buffers.forEach((path, file) -> real.put(real(names.behind(path)), file));
    return new Overlay(real, named, removed);
  }

  /// This one with another one upon it, which wins where both speak of the same.
  public Overlay with(Overlay other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    Map<Path, SourceFile> allFiles = new HashMap<>(files);
    allFiles.putAll(other.files);
    Map<Path, Path> allLinks = new HashMap<>(links);
    allLinks.keySet().removeAll(other.gone);
    allLinks.putAll(other.links);
    Set<Path> allGone = new HashSet<>(gone);
    allGone.removeAll(other.links.keySet());
    allGone.addAll(other.gone);
    return new Overlay(allFiles, allLinks, allGone);
  }

  public boolean isEmpty() {
    return files.isEmpty() && links.isEmpty() && gone.isEmpty();
  }

  /// The buffer that stands for a file, under the name by which it is asked for.
  public @Nullable SourceFile file(Path path, String name) {
    SourceFile file = files.isEmpty() ? null : files.get(real(behind(path)));
    return file == null || file.name().equals(name) ? file : file.named(name);
  }

  /// The file that a path leads to, through links on disk and those of the overlay; for a new one, its place.
  public Path place(Path path) {
    return real(behind(path));
  }

  /// Whether a name that is on disk is to be gone.
  public boolean isGone(Path path) {
    return !gone.isEmpty() && gone.contains(name(path));
  }

  /// What a path leads to by the links of the overlay: itself where it is none.
  Path behind(Path path) {
    Path at = path;
    for (int i = 0; i < MOST_LINKS && !links.isEmpty(); i++) {
      Path target = links.get(name(at));
      if (target == null) {
        break;
      }
      at = target;
    }
    return at;
  }

  /// The names in a folder, given those on disk; each one `char` per byte, sorted by bytes.
  List<String> names(Path folder, List<String> onDisk) {
    Path real = real(folder);
    Set<String> names = new TreeSet<>(onDisk);
    for (Set<Path> added : List.of(files.keySet(), links.keySet())) {
      for (Path path : added) {
        if (real.equals(path.getParent())) {
          names.add(Display.toBytes(path.getFileName().toString()));
        }
      }
    }
    for (Path path : gone) {
      if (real.equals(path.getParent())) {
        names.remove(Display.toBytes(path.getFileName().toString()));
      }
    }
    return new ArrayList<>(names);
  }

  /// The file behind all links on disk; for one that is not there, in its real folder.
  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      return Files.isSymbolicLink(path) ? path.toAbsolutePath().normalize() : name(path);
    }
  }

  /// A name in its real folder, itself not followed.
  private static Path name(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (folder == null) {
      return absolute;
    }
    try {
      return folder.toRealPath().resolve(absolute.getFileName());
    } catch (IOException _) {
      return absolute;
    }
  }
}
