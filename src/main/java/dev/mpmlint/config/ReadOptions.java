package dev.mpmlint.config;

import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the reader must know besides the files. Made with [#of] and the `with…` methods.
///
/// @param kind what the main file is
/// @param layout whose names and habits hold
/// @param version which httpd reads
/// @param defines flags as `-D` gives them, in order
/// @param environment the variables that `${}` falls back to
/// @param compiledIn source names of the compiled-in modules, in the order of `httpd -l`
/// @param serverRoot the ServerRoot before the first line was read: a path as httpd sees it, absolute
/// @param treeTop the folder of this machine in which the ServerRoot's contents stand, where that is another one than
///     the ServerRoot itself (a checked-out copy); null otherwise
/// @param copies folders as httpd names them, and where a copy of each stands on this machine
/// @param root the folder that stands for `/`: absolute paths are looked up below it and nothing outside it is read;
///     null when the machine's own tree is meant
/// @param assumedModules identifiers that a fragment is read with, as if they had been loaded before it
/// @param checkFiles whether files and folders that httpd needs besides configuration files (a module's shared object,
///     the ServerRoot) are missed when they are not on this machine
/// @param overlay what of the files is to be read otherwise than it stands on disk
public record ReadOptions(
    InputKind kind,
    Layout layout,
    HttpdVersion version,
    List<String> defines,
    Map<String, String> environment,
    List<String> compiledIn,
    String serverRoot,
    @Nullable Path treeTop,
    Map<String, Path> copies,
    @Nullable Path root,
    List<String> assumedModules,
    boolean checkFiles,
    Overlay overlay) {
  public ReadOptions {
    defines = List.copyOf(defines);
    environment = Map.copyOf(environment);
    copies = Map.copyOf(copies);
    compiledIn = List.copyOf(compiledIn);
    assumedModules = List.copyOf(assumedModules);
  }

  /// What a layout says, for the newest httpd.
  public static ReadOptions of(InputKind kind, Layout layout) {
    return new ReadOptions(
        kind,
        layout,
        HttpdVersion.NEWEST,
        List.of(),
        layout.environment(),
        layout.compiledIn(),
        layout.serverRoot(),
        null,
        Map.of(),
        null,
        List.of(),
        false,
        Overlay.NONE);
  }

  public ReadOptions withVersion(HttpdVersion to) {
    return new ReadOptions(
        kind, layout, to, defines, environment, compiledIn, serverRoot, treeTop, copies, root, assumedModules, checkFiles, overlay);
  }

  public ReadOptions withDefines(List<String> to) {
    return new ReadOptions(
        kind, layout, version, to, environment, compiledIn, serverRoot, treeTop, copies, root, assumedModules, checkFiles, overlay);
  }

  public ReadOptions withEnvironment(Map<String, String> to) {
    return new ReadOptions(
        kind, layout, version, defines, to, compiledIn, serverRoot, treeTop, copies, root, assumedModules, checkFiles, overlay);
  }

  public ReadOptions withCompiledIn(List<String> to) {
    return new ReadOptions(
        kind, layout, version, defines, environment, to, serverRoot, treeTop, copies, root, assumedModules, checkFiles, overlay);
  }

  public ReadOptions withServerRoot(String to) {
    return new ReadOptions(
        kind, layout, version, defines, environment, compiledIn, to, treeTop, copies, root, assumedModules,
        checkFiles, overlay);
  }

  public ReadOptions withTreeTop(@Nullable Path to) {
    return new ReadOptions(
        kind, layout, version, defines, environment, compiledIn, serverRoot, to, copies, root, assumedModules,
        checkFiles, overlay);
  }

  public ReadOptions withCopies(Map<String, Path> to) {
    return new ReadOptions(
        kind, layout, version, defines, environment, compiledIn, serverRoot, treeTop, to, root, assumedModules,
        checkFiles, overlay);
  }

  public ReadOptions withRoot(@Nullable Path to) {
    return new ReadOptions(
        kind, layout, version, defines, environment, compiledIn, serverRoot, treeTop, copies, to, assumedModules,
        checkFiles, overlay);
  }

  public ReadOptions withAssumedModules(List<String> to) {
    return new ReadOptions(
        kind, layout, version, defines, environment, compiledIn, serverRoot, treeTop, copies, root, to,
        checkFiles, overlay);
  }

  public ReadOptions withCheckFiles(boolean to) {
    return new ReadOptions(
        kind, layout, version, defines, environment, compiledIn, serverRoot, treeTop, copies, root, assumedModules,
        to, overlay);
  }

  public ReadOptions withOverlay(Overlay to) {
    return new ReadOptions(
        kind, layout, version, defines, environment, compiledIn, serverRoot, treeTop, copies, root, assumedModules,
        checkFiles, to);
  }
}
