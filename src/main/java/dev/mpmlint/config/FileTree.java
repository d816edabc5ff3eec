package dev.mpmlint.config;

import dev.mpmlint.source.Display;
import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the paths that a configuration names are on this machine, and nothing else: reads no configuration.
///
/// Paths come in as httpd sees them, one `char` per byte. With a root folder they are resolved as in a chroot, links
/// included, so that nothing outside it is ever opened. Not safe for use by several threads.
final class FileTree {
  /// The most bytes that are read of one file; httpd has no such limit, but memory has.
  static final int LARGEST_FILE = 128 << 20;

  private static final int MOST_LINKS = 40;

  /// The most paths that are looked at for one configuration.
  private static final int MOST_LOOKS = 200_000;

  private static final String LOOP = "Too many levels of symbolic links";

  /// What stands at a path.
  sealed interface Entry {
    /// A regular file; `at` is its place on this machine, links not resolved; `key` is the same for all its names.
    ///
    /// @param unsaved what is to be read in its place; null for what is on disk
    record File(Path at, Object key, @Nullable SourceFile unsaved) implements Entry {
      File(Path at, Object key) {
        this(at, key, null);
      }
    }

    record Directory(Path at) implements Entry {}

    /// Nothing; `brokenLink` when a symbolic link leads to nothing.
    record Missing(boolean brokenLink) implements Entry {}

    /// Something that httpd will not read: a device, a socket, a pipe.
    record Special() implements Entry {}

    /// It cannot be read, or (`found` false) not even looked at; `why` in the words of the system.
    record Unreadable(String why, boolean found) implements Entry {}

    /// It is outside the root folder.
    record Outside() implements Entry {}
  }

  private final @Nullable Path root;
  private final boolean windows;
  private final @Nullable Path treeTop;
  private final Map<String, Path> copies;
  private final Overlay overlay;
  private String serverRoot;
  private int looked;

  FileTree(ReadOptions options) {
    this.root = options.root() == null ? null : options.root().toAbsolutePath().normalize();
    this.windows = options.layout().os() == dev.mpmlint.httpd.Layout.Os.WINDOWS;
    this.treeTop = options.treeTop();
    this.copies = options.copies();
    this.overlay = options.overlay();
    this.serverRoot = slashes(options.serverRoot());
  }

  String serverRoot() {
    return serverRoot;
  }

  void serverRoot(String path) {
    serverRoot = slashes(absolute(path));
  }

  /// A path as httpd resolves it (`apr_filepath_merge`): relative ones below the ServerRoot, `.` and `..` by their letters,
  /// whatever symbolic links say.
  String absolute(String path) {
    String p = slashes(path);
    if (p.startsWith("/") || hasDrive(p)) {
      return plain(p);
    }
    return plain(serverRoot.endsWith("/") ? serverRoot + p : serverRoot + "/" + p);
  }

  private static String plain(String path) {
    if (!path.contains("//") && !path.contains("/.")) {
      return path;
    }
    int first = path.indexOf('/');
    List<String> names = new ArrayList<>();
    for (String name : path.substring(first + 1).split("/", -1)) {
      if (name.equals("..")) {
        if (!names.isEmpty()) {
          names.removeLast();
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return path.substring(0, first + 1) + String.join("/", names);
  }

  private String slashes(String path) {
    String p = windows ? path.replace('\\', '/') : path;
    return p.length() > 1 && p.endsWith("/") ? p.substring(0, p.length() - 1) : p;
  }

  private boolean hasDrive(String p) {
    return windows && p.length() > 2 && p.charAt(1) == ':' && p.charAt(2) == '/';
  }

  /// Whether so many paths were looked at that this cannot go on.
  boolean exhausted() {
    return looked > MOST_LOOKS;
  }

  /// What stands at an absolute path.
  Entry look(String absolute) {
    looked++;
    Path at;
    try {
      at = place(absolute);
    } catch (InvalidPathException _) {
      return new Entry.Missing(false);
    }
    if (overlay.isGone(at)) {
      return new Entry.Missing(false);
    }
    Path behind = overlay.behind(at);
    if (root == null) {
      return entry(at, behind);
    }
    try {
      Path real = contained(root, behind);
      return real == null ? new Entry.Outside() : entry(at, real);
    } catch (NoSuchFileException _) {
      // A buffer may be the file's only form; in the root it is by its name only.
      SourceFile unsaved = behind.normalize().startsWith(root) ? overlay.file(behind, at.toString()) : null;
      return unsaved == null
          ? new Entry.Missing(Files.isSymbolicLink(at))
          : new Entry.File(at, Overlay.real(behind), unsaved);
    } catch (IOException e) {
      return new Entry.Unreadable(reason(e), false);
    }
  }

  private Entry entry(Path shown, Path real) {
    SourceFile unsaved = overlay.file(real, shown.toString());
    if (unsaved != null) {
      return new Entry.File(shown, Overlay.real(real), unsaved);
    }
    try {
      BasicFileAttributes a = Files.readAttributes(real, BasicFileAttributes.class);
      if (a.isDirectory()) {
        return new Entry.Directory(shown);
      }
      // The one other thing that httpd opens (ap_pcfg_openfile).
      if (!a.isRegularFile() && !real.equals(Path.of("/dev/null"))) {
        return new Entry.Special();
      }
      Object key = a.fileKey() != null ? a.fileKey() : real.toRealPath();
      return Files.isReadable(real) ? new Entry.File(shown, key) : new Entry.Unreadable("Permission denied", true);
    } catch (NoSuchFileException _) {
      return new Entry.Missing(Files.isSymbolicLink(shown));
    } catch (IOException e) {
      return new Entry.Unreadable(reason(e), false);
    }
  }

  /// The names in a directory, sorted by bytes as httpd sorts them.
  ///
  /// @throws IOException when it cannot be listed
  List<String> list(String absolute) throws IOException {
    Path at = place(absolute);
    Path real = root == null ? at : contained(root, at);
    if (real == null) {
      throw new IOException("outside the root");
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> entries = Files.list(real)) {
      entries.forEach(e -> names.add(Display.toBytes(e.getFileName().toString())));
    }
    names.sort(null);
    return overlay.isEmpty() ? names : overlay.names(real, names);
  }

  /// The contents of a file that [#look] found.
  ///
  /// @throws IOException when it cannot be read, or holds more than [#LARGEST_FILE]
  SourceFile read(Entry.File file) throws IOException {
    if (file.unsaved != null) {
      return file.unsaved;
    }
    Path at = overlay.behind(file.at);
    Path real = root == null ? at : contained(root, at);
    if (real == null) {
      throw new IOException("outside the root");
    }
    return read(real, file.at.toString());
  }

  static SourceFile read(Path real, String name) throws IOException {
    try (InputStream in = Files.newInputStream(real)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw new IOException("it is larger than " + (LARGEST_FILE >> 20) + " MiB");
      }
      return SourceFile.of(name, bytes);
    }
  }

  private static boolean isWithin(String folder, String absolute) {
    return absolute.equals(folder) || absolute.startsWith(folder + "/");
  }

  private static Path below(Path copy, String folder, String absolute) {
    String rest = absolute.length() > folder.length() ? absolute.substring(folder.length() + 1) : "";
    return copy.resolve(Display.of(rest)).normalize();
  }

  /// Where an absolute path is looked for on this machine.
  private Path place(String absolute) {
    if (treeTop != null && isWithin(serverRoot, absolute)) {
      return below(treeTop, serverRoot, absolute);
    }
    for (Map.Entry<String, Path> copy : copies.entrySet()) {
      if (isWithin(copy.getKey(), absolute)) {
        return below(copy.getValue(), copy.getKey(), absolute);
      }
    }
    String path = hasDrive(absolute) ? absolute.substring(2) : absolute;
    Path asIs = Path.of(Display.of(path));
    return root == null ? asIs : root.resolve(Display.of(path.substring(1)));
  }

  /// Resolves links step by step, absolute ones from the root folder.
  ///
  /// @return the real place, or null when the path leads out of the root
  private static @Nullable Path contained(Path root, Path at) throws IOException {
    if (!at.startsWith(root)) {
      return null;
    }
    Deque<Path> todo = new ArrayDeque<>();
    root.relativize(at).forEach(todo::add);
    Path here = root;
    int links = 0;
    while (!todo.isEmpty()) {
      String name = todo.pop().toString();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        if (here.equals(root)) {
          return null;
        }
        here = Objects.requireNonNull(here.getParent());
        continue;
      }
      Path next = here.resolve(name);
      if (!Files.isSymbolicLink(next)) {
        if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
          throw new NoSuchFileException(next.toString());
        }
        here = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new FileSystemLoopException(at.toString());
      }
      Path target = Files.readSymbolicLink(next);
      List<Path> steps = new ArrayList<>();
      target.forEach(steps::add);
      if (target.isAbsolute()) {
        here = root;
        if (target.normalize().startsWith(root)) {
          steps.clear();
          root.relativize(target.normalize()).forEach(steps::add);
        }
      }
      steps.reversed().forEach(todo::push);
    }
    return here;
  }

  /// Why a file cannot be read, as a person says it.
  static String reason(IOException e) {
    return switch (e) {
      case FileSystemLoopException _ -> LOOP;
      case AccessDeniedException _ -> "Permission denied";
      case NoSuchFileException _ -> "No such file or directory";
      case FileSystemException f when f.getReason() != null ->
          f.getReason().startsWith(LOOP) ? LOOP : f.getReason();
      default -> e.getMessage() == null ? "input/output error" : e.getMessage();
    };
  }
}
