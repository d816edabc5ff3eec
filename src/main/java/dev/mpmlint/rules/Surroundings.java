package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The server that reads a `.htaccess`.
///
/// @param server its whole configuration
/// @param folder the folder in which the file lies, as the server names it
public record Surroundings(Configuration server, String folder) {
  /// With the first of the names of which the server speaks; null where it speaks of none.
  public static @Nullable Surroundings of(Configuration server, List<String> names) {
    for (String name : names) {
      if (AllowedOverrides.isServed(server, name)) {
        return new Surroundings(server, name);
      }
    }
    return null;
  }
}
