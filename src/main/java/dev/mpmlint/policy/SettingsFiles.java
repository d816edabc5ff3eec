package dev.mpmlint.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where settings files are. Stateless.
public final class SettingsFiles {
  /// What one is called beside the configuration that it is about.
  public static final String NAME = ".mpmlint.conf";

  private SettingsFiles() {}

  /// The nearest one in the folder of a file (or the folder itself) or above; else the user's own.
  ///
  /// @param place what is checked, absolute
  /// @param configHome XDG_CONFIG_HOME; empty where it is not set
  /// @param home the user's home folder; empty where it is unknown
  public static Optional<Path> find(Path place, String configHome, String home) {
    Path folder = Files.isDirectory(place) ? place : place.getParent();
    while (folder != null) {
      Path file = folder.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
      folder = folder.getParent();
    }
    String base = configHome.startsWith("/") ? configHome : home.isEmpty() ? "" : home + "/.config";
    if (base.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Path.of(base, "mpmlint", "mpmlint.conf")).filter(Files::isRegularFile);
  }
}
