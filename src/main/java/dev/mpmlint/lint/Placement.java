package dev.mpmlint.lint;

import dev.mpmlint.httpd.Layout;
import dev.mpmlint.httpd.Layouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a file stands in a layout, and what stands for httpd's own paths there.
///
/// @param serverRoot the ServerRoot before the first line is read, as httpd sees it
/// @param treeTop the folder of this machine that stands for the ServerRoot; null when it is the ServerRoot itself
/// @param copies other folders as httpd names them, and the folders of this machine that stand for them
/// @param root the folder of this machine that stands for `/`; null when it is `/` itself
/// @param own whether the tree is the one that this machine's httpd reads
record Placement(Layout layout, String serverRoot, @Nullable Path treeTop, Map<String, Path> copies, @Nullable Path root, boolean own) {
  /// So many folders above a fragment are searched for the main file of its tree.
  private static final int LEVELS = 3;

  /// Of a main file.
  static Placement ofMain(Path main, Settings settings) {
    Layout stated = settings.layout();
    Layout layout = stated != null ? stated : Layouts.detect(main);
    String serverRoot =
        settings.saved() == null ? layout.serverRoot() : settings.saved().root().orElse(layout.serverRoot());
    Path root = settings.root();
    if (root != null) {
      return new Placement(layout, serverRoot, null, Map.of(), root, false);
    }
    Path usual = mainFile(layout);
    if (main.equals(usual)) {
      return new Placement(layout, serverRoot, null, Map.of(), null, true);
    }
    Path fromSlash = usual.getRoot() == null ? usual : usual.getRoot().relativize(usual);
    if (main.endsWith(fromSlash)) {
      return new Placement(layout, serverRoot, null, Map.of(), above(main, fromSlash), false);
    }
    Path inTree = Path.of(layout.mainFile());
    if (!inTree.isAbsolute() && main.endsWith(inTree)) {
      return new Placement(layout, serverRoot, above(main, inTree), Map.of(), null, false);
    }
    Path folder = main.getParent();
    Path usualFolder = usual.getParent();
    if (folder != null && usualFolder != null && inTree.isAbsolute() && main.endsWith(usual.getFileName())) {
      // The main file stands outside the ServerRoot, as on Alpine: what it includes by absolute paths is in the copy.
      return new Placement(layout, serverRoot, null, Map.of(usualFolder.toString(), folder), null, false);
    }
    if (folder == null || Files.isDirectory(Path.of(serverRoot))) {
      return new Placement(layout, serverRoot, null, Map.of(), null, false);
    }
    return new Placement(layout, folder.toString(), null, Map.of(), null, false);
  }

  /// Of a file that is a part of a tree, found by the main file in a folder above it.
  static Placement ofFragment(Path file, Settings settings) {
    return ofMain(mainFileAround(file, settings).orElse(file), settings);
  }

  /// The main file in the file's folder, or in the nearest above it that has one.
  static Optional<Path> mainFileAround(Path file, Settings settings) {
    Path folder = file.getParent();
    for (int i = 0; i < LEVELS && folder != null && folder.getParent() != null; i++) {
      Optional<Path> main = mainFileIn(folder, settings.layout());
      if (main.isPresent()) {
        return main;
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }

  /// The main file of the tree that a folder holds.
  static Optional<Path> mainFileIn(Path folder, @Nullable Layout stated) {
    Layout layout = stated != null ? stated : Layouts.detect(folder);
    for (String name : layout.mainFiles()) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /// Where the layout has its main file.
  static Path mainFile(Layout layout) {
    return Path.of(layout.serverRoot()).resolve(layout.mainFile());
  }

  /// The folder that holds the tree, on this machine.
  Path top() {
    return treeTop != null ? treeTop : onThisMachine(withoutDrive(serverRoot));
  }

  /// Where an absolute path of httpd's world is on this machine.
  private Path onThisMachine(String absolute) {
    Path path = Path.of(absolute);
    return root == null || path.getRoot() == null ? path : root.resolve(path.getRoot().relativize(path));
  }

  private static String withoutDrive(String path) {
    return path.length() > 2 && path.charAt(1) == ':' ? path.substring(2).replace('\\', '/') : path;
  }

  /// A file of httpd's world, unless it is missing or leads out of the root.
  Optional<Path> existing(String path) {
    Path file = path.startsWith("/") ? onThisMachine(path) : top().resolve(path);
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      Path within = root != null ? root : treeTop;
      boolean inside = within == null || file.toRealPath().startsWith(within.toRealPath());
      return inside ? Optional.of(file) : Optional.empty();
    } catch (java.io.IOException _) {
      return Optional.empty();
    }
  }

  private static Path above(Path file, Path tail) {
    Path at = file;
    for (int i = 0; i < tail.getNameCount() && at.getParent() != null; i++) {
      at = at.getParent();
    }
    return at;
  }
}
