package dev.mpmlint.source;

import org.jspecify.annotations.Nullable;

/// The bytes from `start` (inclusive) to `end` (exclusive) of a file. Lines and columns are 1-based and derived.
public record Span(SourceFile file, int start, int end) implements Comparable<Span> {
  public Span {
    if (start < 0 || end < start || end > file.length()) {
      throw new IllegalArgumentException("no span " + start + ".." + end + " in " + file.length() + " bytes of " + file);
    }
  }

  /// The physical line of the first byte.
  public int line() {
    return file.lineOf(start);
  }

  public int column() {
    return file.columnOf(start);
  }

  /// The physical line of the last byte (of the first one, when the span is empty).
  public int endLine() {
    return file.lineOf(end > start ? end - 1 : end);
  }

  /// The column just past the last byte.
  public int endColumn() {
    return end > start ? file.columnOf(end - 1) + 1 : column();
  }

  /// The bytes, one `char` each.
  public String text() {
    return file.text().substring(start, end);
  }

  /// From this span's start to the other's end, both being of one file.
  public Span to(Span last) {
    return new Span(file, start, last.end);
  }

  // Written out, as hashCode is: a record's own are linked at their first use, which costs each start ten milliseconds.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Span s && s.file == file && s.start == start && s.end == end;
  }

  @Override
  public int hashCode() {
    return (System.identityHashCode(file) * 31 + start) * 31 + end;
  }

  @Override
  public int compareTo(Span other) {
    int byFile = file.name().compareTo(other.file.name());
    int byStart = byFile != 0 ? byFile : Integer.compare(start, other.start);
    return byStart != 0 ? byStart : Integer.compare(end, other.end);
  }

  /// `FILE:LINE`, as people quote places.
  @Override
  public String toString() {
    return file.name() + ":" + line();
  }
}
