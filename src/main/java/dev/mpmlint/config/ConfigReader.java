package dev.mpmlint.config;

import dev.mpmlint.source.SourceFile;
import dev.mpmlint.syntax.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads a configuration as httpd does: the package's one entry.
///
/// Reading goes on behind every fault, so that one run tells them all; where httpd would stop is the first fatal
/// [Problem]. Time and memory are bounded whatever the input is. Stateless.
public final class ConfigReader {
  private ConfigReader() {}

  /// Reads a main file and all that it includes.
  ///
  /// @throws IOException when the main file itself cannot be read; the message is one clause for people, such as
  ///     "httpd.conf is a directory"
  public static Configuration read(Path file, ReadOptions options) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file");
    }
    SourceFile main;
    try {
      main = FileTree.read(file, file.toString());
    } catch (NoSuchFileException e) {
      boolean link = Files.isSymbolicLink(file);
      throw new IOException(file + (link ? " is a symbolic link that leads to nothing" : " does not exist"), e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + FileTree.reason(e), e);
    }
    return read(main, options);
  }

  /// Reads a main file that is already in memory, and all that it includes.
  public static Configuration read(SourceFile main, ReadOptions options) {
    return new Reading(options).run(ConfigFile.parse(main));
  }
}
