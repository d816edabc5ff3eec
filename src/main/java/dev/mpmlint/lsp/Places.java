package dev.mpmlint.lsp;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import java.nio.file.Path;
import java.util.Collection;
import java.util.IdentityHashMap;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/// From what was read to places that the editor can open. Owned by the server's thread, for one answer.
final class Places {
  private final Analysis analysis;
  private final Collection<Document> documents;
  private final IdentityHashMap<SourceFile, Positions> positions = new IdentityHashMap<>();

  Places(Analysis analysis, Collection<Document> documents) {
    this.analysis = analysis;
    this.documents = documents;
  }

  Range range(Span span) {
    return positions.computeIfAbsent(span.file(), Positions::new).range(span);
  }

  /// The URI under which the editor has a file open, or else the file's own; null for what is no file.
  @Nullable String uri(SourceFile file) {
    Path path = analysis.path(file);
    if (path == null) {
      return null;
    }
    for (Document document : documents) {
      if (analysis.isOf(document, file)) {
        return document.uri();
      }
    }
    return path.toUri().toString();
  }

  @Nullable Location of(Span span) {
    String uri = uri(span.file());
    return uri == null ? null : new Location(uri, range(span));
  }

  @Nullable Location of(Occurrence occurrence) {
    return of(occurrence.span());
  }

  /// The very beginning of a file.
  @Nullable Location beginning(SourceFile file) {
    String uri = uri(file);
    return uri == null ? null : new Location(uri, new Range(new Position(0, 0), new Position(0, 0)));
  }
}
