package dev.mpmlint.config;

import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the reader must know besides the files.
///
/// @param kind what the main file is
/// @param layout whose compiled-in modules, ServerRoot and environment hold
/// @param version which httpd reads
/// @param defines flags as `-D` gives them, in order
/// @param environment the variables that `${}` falls back to
/// @param compiledIn source names of the compiled-in modules, in the order of `httpd -l`
/// @param serverRoot the ServerRoot before the first line was read, absolute
/// @param root the folder that stands for `/`: absolute paths are looked up below it and nothing outside it is read;
///     null when the machine's own tree is meant
/// @param assumedModules identifiers that a fragment is read with, as if they had been loaded before it
public record ReadOptions(
    InputKind kind,
    Layout layout,
    HttpdVersion version,
    List<String> defines,
    Map<String, String> environment,
    List<String> compiledIn,
    Path serverRoot,
    @Nullable Path root,
    List<String> assumedModules) {
  public ReadOptions {
    defines = List.copyOf(defines);
    environment = Map.copyOf(environment);
    compiledIn = List.copyOf(compiledIn);
    assumedModules = List.copyOf(assumedModules);
  }
}
