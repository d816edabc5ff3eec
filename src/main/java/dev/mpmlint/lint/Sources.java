package dev.mpmlint.lint;

import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Files that the user named, and those in folders that the user named. Stateless.
public final class Sources {
  /// A larger file is no configuration.
  private static final int LARGEST = 256 << 20;
  /// So many entries of folders are looked at.
  private static final int MOST_ENTRIES = 200_000;
  private static final Set<String> SKIPPED = Set.of(".git", ".svn", ".hg", "node_modules");

  private Sources() {}

  /// A file that the user named.
  ///
  /// @throws CannotLintException when it cannot be read, or is no configuration of httpd
  public static SourceFile configuration(Path path) throws CannotLintException {
    SourceFile file = read(path);
    if (!Resemblance.of(file.text())) {
      throw new CannotLintException(path + " is no configuration of httpd: it has no directive that httpd knows");
    }
    return file;
  }

  /// Any file, whole.
  public static SourceFile read(Path path) throws CannotLintException {
    try (InputStream in = Files.newInputStream(path)) {
      return SourceFile.of(path.toString(), bounded(in, path.toString()));
    } catch (IOException e) {
      throw new CannotLintException("cannot read " + path + ": " + reason(e));
    }
  }

  /// Everything up to the end of the stream.
  ///
  /// @throws CannotLintException when it is too much for a configuration
  static byte[] bounded(InputStream in, String name) throws IOException, CannotLintException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new CannotLintException("cannot read " + name + ": it is larger than " + (LARGEST >> 20) + " MiB");
    }
    return bytes;
  }

  /// The *.conf and .htaccess files in a folder and below, sorted by path. Links are not followed: what they lead to
  /// stands elsewhere.
  public static List<Path> configurationFiles(Path folder) throws CannotLintException {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(folder, new Collector(found));
    } catch (IOException e) {
      throw new CannotLintException("cannot list " + folder + ": " + reason(e));
    }
    found.sort(null);
    return found;
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final List<Path> found;
    private int seen;

    Collector(List<Path> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
      Path name = dir.getFileName();
      boolean skip = name != null && SKIPPED.contains(name.toString());
      return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString();
      if (attributes.isRegularFile() && (name.endsWith(".conf") || name.equals(".htaccess"))) {
        found.add(file);
      }
      return ++seen > MOST_ENTRIES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (found.isEmpty() && seen == 0) {
        throw e;
      }
      return FileVisitResult.CONTINUE;
    }
  }

  /// The file behind all links; the path itself where there is none.
  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      return path.normalize();
    }
  }

  /// Why, as a person says it.
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? "input/output error" : e.getMessage();
    };
  }
}
