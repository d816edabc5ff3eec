package dev.mpmlint.server.control;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a child is started: the Java of this very process, small.
///
/// @param java the program
/// @param options of Java, class path and main class
record Program(Path java, List<String> options) {
  private static final String CHILD = "dev.mpmlint.server.child.ChildMain";

  Program {
    options = List.copyOf(options);
  }

  /// The packaged one where this process is the packaged one: its jar says what Java must open, and beside it is a
  /// cache of what a child loads. Else this process's own classes.
  ///
  /// @param told options that tell the child something
  static Program own(String... told) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> options = new ArrayList<>(List.of(told));
    Optional<Path> jar = packaged();
    if (jar.isPresent()) {
      Path cache = jar.get().resolveSibling("child.aot");
      if (Files.isReadable(cache)) {
        options.add("-XX:AOTCache=" + cache);
      }
      options.addAll(List.of("-jar", jar.get().toString()));
    } else {
      options.addAll(
          List.of(
              "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
              "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
              "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path"),
              CHILD));
    }
    return new Program(java, options);
  }

  /// What a child's user must be able to read.
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    Path home = java.getParent() == null ? null : java.getParent().getParent();
    if (home != null) {
      files.add(home.resolve("lib").resolve("modules"));
    }
    packaged().ifPresent(files::add);
    return files;
  }

  private static Optional<Path> packaged() {
    String first = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
    Path jar = Path.of(first).toAbsolutePath().normalize().resolveSibling("child.jar");
    return first.endsWith(".jar") && Files.isReadable(jar) ? Optional.of(jar) : Optional.empty();
  }
}
