package dev.mpmlint.server.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A ProxyPass or ProxyPassMatch. Immutable.
///
/// @param prefix the path that it is about; empty for ProxyPassMatch
/// @param pattern of ProxyPassMatch; null for ProxyPass
/// @param target URL without its socket, `$1` and its kind not replaced; null for `!`
/// @param socket the Unix domain socket of the target; null for TCP
/// @param host number of the virtual host that it stands in; 0 for the main server, from where all have it
record ProxyMapping(
    String prefix, @Nullable Pattern pattern, @Nullable String target, @Nullable String socket, int host) {
  private static final String SAFE = "-_.~!$&'()*+,;:@=/";
  private static final int MOST_STEPS = 10_000_000;

  /// Whether a path is mapped by this.
  boolean matches(String path) {
    return pattern == null ? behind(path) >= 0 : matcher(pattern, path) != null;
  }

  /// The URL for a path that matches, not encoded.
  String url(String path) {
    String to = target == null ? "" : target;
    if (pattern == null) {
      return to + path.substring(behind(path));
    }
    Matcher match = to.indexOf('$') < 0 ? null : matcher(pattern, path);
    return match == null ? to + path : substituted(to, match);
  }

  /// How long the matching part of the path is; -1 when it does not match: `/a` is about `/a` and `/a/b`, not `/ab`.
  private int behind(String path) {
    if (!path.startsWith(prefix)) {
      return -1;
    }
    boolean whole = path.length() == prefix.length() || prefix.endsWith("/") || path.charAt(prefix.length()) == '/';
    return whole ? prefix.length() : -1;
  }

  /// A search that gives up after some million steps, as PCRE's match limit makes httpd do; null for no match.
  private static @Nullable Matcher matcher(Pattern pattern, String path) {
    Matcher matcher = pattern.matcher(new Counted(path));
    try {
      return matcher.find() ? matcher : null;
    } catch (TooManyStepsException | StackOverflowError _) {
      return null;
    }
  }

  private static String substituted(String text, Matcher match) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (c == '$' && next >= '0' && next <= '9') {
        String group = next - '0' <= match.groupCount() ? match.group(next - '0') : null;
        result.append(group == null ? "" : group);
        i++;
      } else if (c == '\\' && (next == '$' || next == '&')) {
        result.append(next);
        i++;
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }

  /// A decoded path as it stands in a URL.
  static String encoded(String path) {
    byte[] octets = Octets.of(path);
    StringBuilder url = new StringBuilder(octets.length);
    for (byte octet : octets) {
      char c = (char) (octet & 0xff);
      if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || SAFE.indexOf(c) >= 0) {
        url.append(c);
      } else {
        url.append('%').append(hex(c >> 4)).append(hex(c & 15));
      }
    }
    return url.toString();
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }

  /// A text that counts how often it is looked at.
  private static final class Counted implements CharSequence {
    private final String text;
    private int left = MOST_STEPS;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new TooManyStepsException();
      }
      return text.charAt(index);
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

  private static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
