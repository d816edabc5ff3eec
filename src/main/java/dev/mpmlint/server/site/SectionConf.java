package dev.mpmlint.server.site;

import dev.mpmlint.glob.Wildcards;
import org.jspecify.annotations.Nullable;

/// A `<Directory>`, `<Files>` or `<Location>` with what it holds. Immutable.
///
/// @param name its argument: a path, a pattern or a regular expression's text
/// @param regex null when it is none
/// @param wildcard whether the name holds wildcards
/// @param components how many slashes a Directory's path has, its final one included; it is met at that depth
record SectionConf(String name, @Nullable Regex regex, boolean wildcard, int components, DirConf conf) {
  /// Of a Directory: whether it is meant by a folder's path.
  ///
  /// @param folder with its final slash
  boolean isFolder(String folder) {
    return wildcard ? Wildcards.path(name, folder) : name.equals(folder);
  }

  /// Of a Files: whether it is meant by a name.
  boolean isFile(String file) {
    if (regex != null) {
      return regex.matches(file);
    }
    return wildcard ? Wildcards.name(name, file) : name.equals(file);
  }

  /// Of a Location: whether it is meant by a path.
  boolean isLocation(String path) {
    if (regex != null) {
      return regex.matches(path);
    }
    if (wildcard) {
      return Wildcards.path(name, path);
    }
    int length = name.length();
    return length > 0
        && path.startsWith(name)
        && (name.charAt(length - 1) == '/' || path.length() == length || path.charAt(length) == '/');
  }
}
