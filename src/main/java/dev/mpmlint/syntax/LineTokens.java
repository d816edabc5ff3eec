package dev.mpmlint.syntax;

import java.util.Arrays;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

/// The tokens of a text, of which only those still looked at are kept: the grammar is LL(1), so a file of any size
/// needs room for a few. Owned by one parser.
final class LineTokens implements TokenStream {
  private final TokenSource lexer;
  // Tokens consumed and looked ahead at, a ring: token n stands at n mod its length.
  private final Token[] window = new Token[8];
  private int at;
  private int fetched;

  LineTokens(TokenSource lexer) {
    this.lexer = lexer;
  }

  @Override
  public @Nullable Token LT(int k) {
    int index = k > 0 ? at + k - 1 : at + k;
    if (index < 0) {
      return null;
    }
    while (fetched <= index) {
      window[fetched++ & 7] = lexer.nextToken();
    }
    if (index < fetched - window.length) {
      throw new IllegalArgumentException("token " + index + " is gone");
    }
    return window[index & 7];
  }

  @Override
  public int LA(int i) {
    Token token = LT(i);
    return token == null ? Token.INVALID_TYPE : token.getType();
  }

  @Override
  public void consume() {
    LT(1);
    at++;
  }

  @Override
  public @Nullable Token get(int index) {
    return LT(index - at + 1);
  }

  @Override
  public TokenSource getTokenSource() {
    return lexer;
  }

  @Override
  public String getText(Interval interval) {
    return "";
  }

  @Override
  public String getText() {
    return "";
  }

  @Override
  public String getText(RuleContext ctx) {
    return "";
  }

  @Override
  public String getText(Token start, Token stop) {
    return "";
  }

  @Override
  public int mark() {
    return 0;
  }

  @Override
  public void release(int marker) {
    // Look-ahead never goes back by more than the window holds.
  }

  @Override
  public int index() {
    return at;
  }

  @Override
  public void seek(int index) {
    at = index;
  }

  @Override
  public int size() {
    throw new IllegalStateException("the number of tokens is not known before the end: " + Arrays.toString(window));
  }

  @Override
  public String getSourceName() {
    return lexer.getSourceName();
  }
}
