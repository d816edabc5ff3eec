package dev.mpmlint.lsp;

import dev.mpmlint.source.Display;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.syntax.ConfigFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/// A file that is open in the editor, as it stands there: under the editor's own URI, its text as the bytes that saving
/// it would write. Owned by the server's thread.
final class Document {
  private final String uri;
  private final Path path;
  private final SourceFile file;
  private final Positions positions;
  private @Nullable ConfigFile parsed;

  Document(String uri, Path path, String text) {
    this(uri, path, SourceFile.of(path.toString(), text.getBytes(StandardCharsets.UTF_8)));
  }

  private Document(String uri, Path path, SourceFile file) {
    this.uri = uri;
    this.path = path;
    this.file = file;
    this.positions = new Positions(file);
  }

  /// With one piece of it changed.
  Document changed(Range range, String text) {
    int start = positions.offset(range.getStart());
    int end = Math.max(start, positions.offset(range.getEnd()));
    String all = file.text().substring(0, start) + Display.toBytes(text) + file.text().substring(end);
    return new Document(uri, path, SourceFile.of(file.name(), all.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /// With all of it changed.
  Document replaced(String text) {
    return new Document(uri, path, text);
  }

  String uri() {
    return uri;
  }

  Path path() {
    return path;
  }

  SourceFile file() {
    return file;
  }

  Positions positions() {
    return positions;
  }

  /// Its lines; parsed when they are first asked for.
  ConfigFile parsed() {
    ConfigFile known = parsed;
    if (known == null) {
      known = ConfigFile.parse(file);
      parsed = known;
    }
    return known;
  }
}
