package dev.mpmlint.lint;

import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Something to look at.
public sealed interface Input {
  /// A file or a folder, absolute.
  record OnDisk(Path path) implements Input {}

  /// Text that came from elsewhere.
  ///
  /// @param asIf the place, absolute, at which it would stand: relative Includes and its kind follow from it
  record Text(SourceFile text, Path asIf) implements Input {
    /// Reads a stream to its end; does not close it.
    ///
    /// @param name as findings show it
    public static Text read(InputStream in, String name, Path asIf) throws CannotLintException {
      try {
        return new Text(SourceFile.of(name, Sources.bounded(in, name)), asIf);
      } catch (IOException e) {
        throw new CannotLintException("cannot read " + name + ": " + Sources.reason(e));
      }
    }
  }
}
