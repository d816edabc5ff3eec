package dev.mpmlint.verify.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a server's program was built, as far as LoadModule lines depend on it.
///
/// @param compiledIn source names of the modules in it: `mod_log_config.c`
/// @param modules the folder of its shared objects; null when it does not read them
public record Build(Set<String> compiledIn, @Nullable Path modules) {
  public Build {
    compiledIn = Set.copyOf(compiledIn);
  }

  /// Whether a module is in this server, or its file on this machine.
  boolean has(String source, Path written) {
    return compiledIn.contains(source) || file(written).isPresent();
  }

  /// Where this server has a module's file.
  ///
  /// @param written as the configuration names it
  /// @return empty when it is not on this machine
  Optional<Path> file(Path written) {
    if (modules == null) {
      return Optional.of(written);
    }
    if (Files.isRegularFile(written)) {
      return Optional.of(written);
    }
    return Optional.of(modules.resolve(written.getFileName())).filter(Files::isRegularFile);
  }
}
