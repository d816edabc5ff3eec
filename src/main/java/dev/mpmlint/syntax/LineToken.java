package dev.mpmlint.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.misc.Pair;
import org.jspecify.annotations.Nullable;

/// A token that knows its kind and its place, and nothing else: lines and columns come from the file, not from here.
record LineToken(int type, int start, int stop) implements Token {
  static final TokenFactory<LineToken> FACTORY =
      new TokenFactory<>() {
        @Override
        public LineToken create(
            Pair<TokenSource, CharStream> source,
            int type,
            @Nullable String text,
            int channel,
            int start,
            int stop,
            int line,
            int charPositionInLine) {
          return new LineToken(type, start, stop);
        }

        @Override
        public LineToken create(int type, String text) {
          return new LineToken(type, -1, -1);
        }
      };

  @Override
  public @Nullable String getText() {
    return null;
  }

  @Override
  public int getType() {
    return type;
  }

  @Override
  public int getLine() {
    return 0;
  }

  @Override
  public int getCharPositionInLine() {
    return 0;
  }

  @Override
  public int getChannel() {
    return DEFAULT_CHANNEL;
  }

  @Override
  public int getTokenIndex() {
    return -1;
  }

  @Override
  public int getStartIndex() {
    return start;
  }

  @Override
  public int getStopIndex() {
    return stop;
  }

  @Override
  public @Nullable TokenSource getTokenSource() {
    return null;
  }

  @Override
  public @Nullable CharStream getInputStream() {
    return null;
  }
}
