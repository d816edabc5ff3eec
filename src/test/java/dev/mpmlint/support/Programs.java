package dev.mpmlint.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where programs are looked for.
///
/// @param folders in order
record Programs(List<Path> folders) {
  Programs {
    folders = List.copyOf(folders);
  }

  /// The PATH and, since servers live there and a user's PATH often leaves it out, `/usr/sbin`.
  static Programs ofThisMachine() {
    Set<Path> folders = new LinkedHashSet<>();
    String path = System.getenv("PATH");
    if (path != null) {
      for (String folder : path.split(File.pathSeparator, -1)) {
        if (!folder.isEmpty()) {
          folders.add(Path.of(folder));
        }
      }
    }
    folders.add(Path.of("/usr/sbin"));
    return new Programs(List.copyOf(folders));
  }

  /// @param name a program's, or the path of a file, such as a module of a server
  Optional<Path> find(String name) {
    if (name.startsWith("/")) {
      return Optional.of(Path.of(name)).filter(Files::isRegularFile);
    }
    for (Path folder : folders) {
      Path program = folder.resolve(name);
      if (Files.isRegularFile(program) && Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }
}
