package dev.mpmlint.lint;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.rules.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The folder of a `.htaccess` as the server names it that reads the file. Stateless.
final class Folder {
  private static final String USUAL = ".htaccess";

  private Folder() {}

  /// The subject in the first of the servers in whose tree the file lies and that reads files of its name.
  static Subject around(Subject subject, Path file, List<Configuration> servers) {
    for (Configuration server : servers) {
      String folder = isRead(file, server) ? named(file.toAbsolutePath().normalize().getParent(), server.options()) : null;
      if (folder != null) {
        return subject.in(new Surroundings(server, folder));
      }
    }
    return subject;
  }

  private static boolean isRead(Path file, Configuration server) {
    Optional<Occurrence> names = server.last("accessfilename");
    String name = String.valueOf(file.getFileName());
    return names.isEmpty() ? name.equals(USUAL) : names.get().words().stream().anyMatch(w -> w.value().equals(name));
  }

  /// Null where it lies outside of the tree that stands for the server's.
  private static @Nullable String named(@Nullable Path folder, ReadOptions options) {
    Path root = options.root();
    Path top = options.treeTop();
    if (folder == null) {
      return null;
    }
    if (root != null) {
      Path base = root.toAbsolutePath().normalize();
      return folder.startsWith(base) ? slashed("/", base.relativize(folder)) : null;
    }
    if (top != null) {
      Path base = top.toAbsolutePath().normalize();
      return folder.startsWith(base) ? slashed(options.serverRoot(), base.relativize(folder)) : null;
    }
    return folder.toString();
  }

  private static String slashed(String base, Path below) {
    String rest = below.toString().replace('\\', '/');
    return rest.isEmpty() ? base : base.endsWith("/") ? base + rest : base + "/" + rest;
  }
}
