package dev.mpmlint.lint;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.rules.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The folder of a `.htaccess` as the server names it that reads the file. Stateless.
final class Folder {
  private static final String USUAL = ".htaccess";

  private Folder() {}

  /// The subject in the first of the servers that speaks of the folder and reads files of this name.
  static Subject around(Subject subject, Path file, List<Configuration> servers) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    for (Configuration server : servers) {
      Surroundings around = folder != null && isRead(file, server) ? Surroundings.of(server, names(folder, server)) : null;
      if (around != null) {
        return subject.in(around);
      }
    }
    return subject;
  }

  private static boolean isRead(Path file, Configuration server) {
    Optional<Occurrence> names = server.last("accessfilename");
    String name = String.valueOf(file.getFileName());
    return names.isEmpty() ? name.equals(USUAL) : names.get().words().stream().anyMatch(w -> w.value().equals(name));
  }

  /// What the server may call it: of a copied tree, the place that it was copied from, and where it lies.
  private static List<String> names(Path folder, Configuration server) {
    ReadOptions options = server.options();
    Path root = options.root();
    if (root != null) {
      Path base = root.toAbsolutePath().normalize();
      return folder.startsWith(base) ? List.of(slashed("/", base.relativize(folder))) : List.of();
    }
    List<String> names = new ArrayList<>();
    Path top = options.treeTop();
    Path base = top == null ? null : top.toAbsolutePath().normalize();
    if (base != null && folder.startsWith(base)) {
      server
          .last("serverroot")
          .filter(o -> o.words().size() == 1)
          .ifPresent(o -> names.add(slashed(o.words().getFirst().value(), base.relativize(folder))));
      names.add(slashed(options.serverRoot(), base.relativize(folder)));
    }
    names.add(folder.toString());
    return names;
  }

  private static String slashed(String base, Path below) {
    String rest = below.toString().replace('\\', '/');
    return rest.isEmpty() ? base : base.endsWith("/") ? base + rest : base + "/" + rest;
  }
}
