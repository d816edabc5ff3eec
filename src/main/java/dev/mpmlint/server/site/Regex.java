package dev.mpmlint.server.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A regular expression of the configuration. httpd's are PCRE; they are taken as java.util.regex, which reads the
/// common ones alike. Matching is bounded in time, as PCRE's match limit does. Immutable.
final class Regex {
  /// How often a match may look at a character of its text.
  private static final int PATIENCE = 2_000_000;

  private final @Nullable Pattern pattern;

  private Regex(@Nullable Pattern pattern) {
    this.pattern = pattern;
  }

  /// One that cannot be read matches nothing.
  static Regex of(String text, boolean ignoreCase) {
    try {
      return new Regex(Pattern.compile(text, (ignoreCase ? Pattern.CASE_INSENSITIVE : 0) | Pattern.DOTALL));
    } catch (PatternSyntaxException | StackOverflowError _) {
      return new Regex(null);
    }
  }

  /// The first match's groups; null when nothing matches.
  @Nullable Groups find(String text) {
    if (pattern == null) {
      return null;
    }
    try {
      Matcher m = pattern.matcher(new Bounded(text));
      if (!m.find()) {
        return null;
      }
      List<String> groups = new ArrayList<>();
      for (int i = 0; i <= m.groupCount(); i++) {
        groups.add(m.start(i) < 0 ? "" : text.substring(m.start(i), m.end(i)));
      }
      return new Groups(groups, m.start(), m.end());
    } catch (ImpatientException | StackOverflowError _) {
      return null;
    }
  }

  boolean matches(String text) {
    return find(text) != null;
  }

  /// What the parentheses matched, the whole first.
  record Groups(List<String> texts, int start, int end) {
    /// `ap_pregsub`: `$1` and `\1` replaced; `&` is the whole match; a backslash takes a special character's meaning.
    String replace(String by) {
      StringBuilder s = new StringBuilder(by.length() + 32);
      for (int i = 0; i < by.length(); i++) {
        char c = by.charAt(i);
        boolean more = i + 1 < by.length();
        if (c == '$' && more && Character.isDigit(by.charAt(i + 1))) {
          int group = by.charAt(++i) - '0';
          s.append(group < texts.size() ? texts.get(group) : "");
        } else if (c == '\\' && more && (by.charAt(i + 1) == '$' || by.charAt(i + 1) == '&')) {
          s.append(by.charAt(++i));
        } else {
          s.append(c);
        }
      }
      return s.toString();
    }
  }

  /// A text that counts how often it is looked at.
  private static final class Bounded implements CharSequence {
    private final String text;
    private int left = PATIENCE;

    Bounded(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new ImpatientException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class ImpatientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImpatientException() {
      super("a regular expression needs too long", null, false, false);
    }
  }
}
