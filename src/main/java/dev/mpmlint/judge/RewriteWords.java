package dev.mpmlint.judge;

import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How mod_rewrite splits its lines (`parseargline`): quotes as everywhere, but a backslash before a blank keeps it in the
/// word. Stateless.
final class RewriteWords {
  private static final Set<String> FLAGS =
      Set.of(
          "b", "backrefescaped", "bnp", "backrefnoplus", "bctls", "bne", "chain", "c", "discardpath", "dpi", "env", "e",
          "cookie", "co", "end", "forbidden", "f", "gone", "g", "handler", "h", "last", "l", "next", "n", "nocase", "nc",
          "noescape", "ne", "nosubreq", "ns", "nosub", "passthrough", "pt", "proxy", "p", "qsappend", "qsa", "qsdiscard", "qsd",
          "qslast", "qsl", "redirect", "r", "skip", "s", "type", "t", "unsafeallow3f", "unsafeprefixstat", "unc",
          "unsafeprefixstatus");

  private RewriteWords() {}

  static List<Word> split(Call call) {
    String raw = call.raw();
    Span whole = call.at().statement().argsSpan();
    List<Word> words = new ArrayList<>(4);
    int at = 0;
    while (at < raw.length()) {
      while (at < raw.length() && isSpace(raw.charAt(at))) {
        at++;
      }
      if (at >= raw.length()) {
        break;
      }
      char quote = raw.charAt(at) == '"' || raw.charAt(at) == '\'' ? raw.charAt(at++) : 0;
      int start = at;
      while (at < raw.length() && (quote != 0 ? raw.charAt(at) != quote : !isSpace(raw.charAt(at)))) {
        boolean escape = raw.charAt(at) == '\\' && at + 1 < raw.length();
        boolean skip = escape && (isSpace(raw.charAt(at + 1)) || quote != 0 && raw.charAt(at + 1) == quote);
        at += skip ? 2 : 1;
      }
      int end = Math.min(at, raw.length());
      words.add(new Word(raw.substring(start, end), quote, quote == 0 || end < raw.length(), whole));
      at = end + (quote != 0 ? 1 : 0);
    }
    return words;
  }

  /// Whether the one word there is ends with its quote: then mod_rewrite takes an empty word behind it for the next.
  static boolean endsWithQuote(List<Word> words, Call call) {
    return words.size() == 1 && words.getFirst().quote() != 0 && words.getFirst().closed() && !call.raw().isEmpty();
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  /// What stands between the brackets, split at commas.
  static List<String> flags(String bracketed) {
    List<String> flags = new ArrayList<>();
    for (String flag : bracketed.substring(1, bracketed.length() - 1).split(",", -1)) {
      String bare = flag.strip();
      if (!bare.isEmpty()) {
        flags.add(bare);
      }
    }
    return flags;
  }

  /// What mod_rewrite says of one flag of a RewriteRule; null when it knows it.
  static @Nullable String ruleFlag(String flag, Call call) {
    int equals = flag.indexOf('=');
    String key = (equals < 0 ? flag : flag.substring(0, equals)).toLowerCase(Locale.ROOT);
    String value = equals < 0 ? "" : flag.substring(equals + 1);
    if (!FLAGS.contains(key)) {
      return "unknown flag '" + Display.of(equals < 0 ? flag : flag.substring(0, equals)) + "'";
    }
    boolean redirect = key.equals("r") || key.equals("redirect");
    if (redirect && !value.isEmpty()) {
      boolean named = Set.of("permanent", "temp", "seeother").contains(value.toLowerCase(Locale.ROOT));
      boolean number = Character.isDigit(value.charAt(0));
      if (!named && !(number && Statuses.isKnown(CNumbers.atoi(value)))) {
        return "invalid HTTP response code '" + Display.of(value) + "' for flag 'R'";
      }
    }
    return null;
  }
}
