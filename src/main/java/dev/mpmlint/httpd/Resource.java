package dev.mpmlint.httpd;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Reads the tables of this package. `Class.getResourceAsStream` sets the machinery of jar URLs up, which costs a cold start
/// more than 10 ms; so the first jar of the class path, which the class loader has open anyway, is asked directly.
final class Resource {
  private static final String FOLDER = "dev/mpmlint/httpd/";

  private Resource() {}

  /// The bytes of that file of this package's resources; a missing one is a fault of the build.
  static byte[] bytes(String name) {
    try {
      Optional<byte[]> direct = fromFirstJar(FOLDER + name);
      return direct.isPresent() ? direct.get() : fromClassLoader(name);
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + name + " cannot be read", e);
    }
  }

  private static Optional<byte[]> fromFirstJar(String path) throws IOException {
    String classPath = System.getProperty("java.class.path", "");
    int end = classPath.indexOf(File.pathSeparatorChar);
    String first = end < 0 ? classPath : classPath.substring(0, end);
    if (!first.endsWith(".jar") || !new File(first).isFile()) {
      return Optional.empty();
    }
    try (ZipFile jar = new ZipFile(first)) {
      ZipEntry entry = jar.getEntry(path);
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return Optional.of(in.readAllBytes());
      }
    }
  }

  private static byte[] fromClassLoader(String name) throws IOException {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing from the jar");
      }
      return in.readAllBytes();
    }
  }
}
