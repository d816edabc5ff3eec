package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The sections that say who may come in, by the folder that they are about. httpd puts the `<Directory>` sections of a
/// request's folders together from the top down, those of the virtual host behind those of the main server, then all others
/// (`ap_directory_walk`, server/request.c). Immutable.
///
/// @param plain `<Directory>` sections whose path is written out
/// @param others all further sections
record Folders(List<Folder> plain, List<AccessControl> others) {
  /// @param path absolute, without a slash at its end
  /// @param host the virtual host around it; null in the main server
  record Folder(String path, @Nullable Occurrence host, AccessControl access) {
    boolean holds(Folder below) {
      boolean above = path.equals("/") || below.path.equals(path) || below.path.startsWith(path + "/");
      return above && (host == null || host == below.host);
    }
  }

  Folders {
    plain = List.copyOf(plain);
    others = List.copyOf(others);
  }

  static Folders of(List<AccessControl> all) {
    List<Folder> plain = new ArrayList<>();
    List<AccessControl> others = new ArrayList<>();
    for (AccessControl access : all) {
      Scope scope = access.scope();
      String path = scope == null ? null : path(scope);
      if (path == null) {
        others.add(access);
      } else {
        plain.add(new Folder(path, host(scope), access));
      }
    }
    return new Folders(plain, others);
  }

  /// The path that a `<Directory>` section is about; null where it is a pattern, or the section is another one.
  static @Nullable String path(Scope scope) {
    List<Word> words = scope.open().words();
    if (!scope.key().equals("directory") || words.size() != 1) {
      return null;
    }
    String path = words.getFirst().value();
    boolean pattern = path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
    if (pattern || !path.startsWith("/")) {
      return null;
    }
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  /// The virtual host that a section stands in; null for the main server.
  static @Nullable Occurrence host(@Nullable Scope scope) {
    for (Scope s = scope; s != null; s = s.parent()) {
      if (s.key().equals("virtualhost")) {
        return s.open();
      }
    }
    return null;
  }

  /// The nearest section above a folder, or about the same one, of which something holds.
  @Nullable Folder nearest(Folder folder, Predicate<AccessControl> wanted) {
    Folder nearest = null;
    for (Folder each : plain) {
      if (each != folder && each.holds(folder) && wanted.test(each.access)) {
        boolean nearer =
            nearest == null
                || each.path.length() > nearest.path.length()
                || each.path.length() == nearest.path.length() && (each.host != null || nearest.host == null);
        nearest = nearer ? each : nearest;
      }
    }
    return nearest;
  }

  /// Whether a section of another kind may let requests in by Require that the folders refuse.
  boolean othersRequire(Folder folder) {
    for (AccessControl each : others) {
      if (mayHold(each, folder) && !each.requires().isEmpty() && !each.requiresAll("denied")) {
        return true;
      }
    }
    return false;
  }

  /// The same by Allow.
  boolean othersAllow(Folder folder) {
    for (AccessControl each : others) {
      if (mayHold(each, folder) && each.old().stream().anyMatch(o -> o.key().equals("allow") || o.key().equals("order"))) {
        boolean denied = each.translated().filter(l -> l.equals(List.of("Require all denied"))).isPresent();
        if (!denied) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mayHold(AccessControl access, Folder folder) {
    Occurrence host = host(access.scope());
    return host == null || host == folder.host;
  }
}
