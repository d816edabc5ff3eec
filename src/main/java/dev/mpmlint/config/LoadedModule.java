package dev.mpmlint.config;

import org.jspecify.annotations.Nullable;

/// A module that is in the server.
///
/// @param identifier `mpm_event_module`
/// @param source the name that `<IfModule>` compares as well, `event.c`; null when it is not known
/// @param file the shared object as written, null when compiled in
/// @param by the LoadModule line; null when compiled in or stated by an option
public record LoadedModule(
    String identifier, @Nullable String source, @Nullable String file, @Nullable Occurrence by) {
  public boolean compiledIn() {
    return by == null && file == null;
  }
}
