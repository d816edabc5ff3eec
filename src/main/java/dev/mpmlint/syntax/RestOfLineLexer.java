package dev.mpmlint.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.Lexer;

/// What the generated lexer is built on: one step that takes what is left of a line into the current token.
///
/// The rest of a line is most of a file, and to the lexer it is one token whatever it holds. Finding the line feed
/// instead of walking there state by state makes reading a large file nearly twice as fast (see the benchmark).
public abstract class RestOfLineLexer extends Lexer {
  protected RestOfLineLexer(CharStream input) {
    super(input);
  }

  /// Moves on behind the next line feed, or to the end of the text; nowhere when the token ends in a line feed already.
  protected final void takeRestOfLine() {
    CharStream in = getInputStream();
    if (in instanceof TextStream text) {
      text.seekNextLine();
      return;
    }
    while (in.LA(-1) != '\n' && in.LA(1) != IntStream.EOF) {
      in.consume();
    }
  }
}
