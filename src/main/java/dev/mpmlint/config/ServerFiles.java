package dev.mpmlint.config;

import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files that directives name, looked up as httpd would: relative to the ServerRoot, within `--root`. Not safe for use
/// by several threads.
public final class ServerFiles {
  private final FileTree tree;

  public ServerFiles(Configuration configuration) {
    tree = new FileTree(configuration.options());
    configuration
        .last("serverroot")
        .filter(o -> o.words().size() == 1)
        .ifPresent(o -> tree.serverRoot(o.words().getFirst().value()));
  }

  /// What a path leads to.
  public enum Kind {
    FILE,
    DIRECTORY,
    MISSING,
    /// A device, or something that may not be looked at.
    OTHER
  }

  /// The path as httpd makes it of what a directive names (`ap_server_root_relative`).
  public String absolute(String path) {
    return tree.absolute(path);
  }

  public Kind look(String path) {
    return switch (tree.look(tree.absolute(path))) {
      case FileTree.Entry.File _ -> Kind.FILE;
      case FileTree.Entry.Directory _ -> Kind.DIRECTORY;
      case FileTree.Entry.Missing _ -> Kind.MISSING;
      case FileTree.Entry.Special _, FileTree.Entry.Unreadable _, FileTree.Entry.Outside _ -> Kind.OTHER;
    };
  }

  /// What is in a folder, in order: names, those of folders with a `/` behind them. Empty where it cannot be listed.
  ///
  /// @param most how many names are told
  public List<String> names(String folder, int most) {
    if (!(tree.look(tree.absolute(folder)) instanceof FileTree.Entry.Directory directory)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(directory.at())) {
      return inside
          .filter(path -> path.getFileName() != null)
          .map(path -> path.getFileName() + (Files.isDirectory(path) ? "/" : ""))
          .sorted()
          .limit(most)
          .toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }

  /// Whether it is a file that holds something.
  public boolean holdsSomething(String path) {
    if (!(tree.look(tree.absolute(path)) instanceof FileTree.Entry.File file)) {
      return false;
    }
    SourceFile unsaved = file.unsaved();
    try {
      return unsaved != null ? unsaved.length() > 0 : Files.size(file.at()) > 0;
    } catch (IOException _) {
      return true;
    }
  }
}
