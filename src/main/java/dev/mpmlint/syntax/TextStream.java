package dev.mpmlint.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/// A string as ANTLR wants to see it, without a copy. Owned by one lexer.
final class TextStream implements CharStream {
  private final String text;
  private final int size;
  private int at;

  TextStream(String text) {
    this.text = text;
    this.size = text.length();
  }

  /// Moves behind the line feed that is next, or was just taken; to the end where there is none.
  void seekNextLine() {
    int end = text.indexOf('\n', Math.max(0, at - 1));
    at = end < 0 ? size : end + 1;
  }

  @Override
  public String getText(Interval interval) {
    return text.substring(Math.min(interval.a, size), Math.min(interval.b + 1, size));
  }

  @Override
  public void consume() {
    if (at >= size) {
      throw new IllegalStateException("nothing left to consume");
    }
    at++;
  }

  @Override
  public int LA(int i) {
    int index = i > 0 ? at + i - 1 : at + i;
    return i != 0 && index >= 0 && index < size ? text.charAt(index) : IntStream.EOF;
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {
    // The whole text is there: nothing was held for the marker.
  }

  @Override
  public int index() {
    return at;
  }

  @Override
  public void seek(int index) {
    at = Math.min(index, size);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String getSourceName() {
    return UNKNOWN_SOURCE_NAME;
  }
}
