package dev.mpmlint.server.site;

import dev.mpmlint.server.content.Escapes;
import org.jspecify.annotations.Nullable;

/// An Alias, ScriptAlias, Redirect or one of their Match forms (mod_alias). Immutable.
///
/// @param from the path in front; a regular expression's text when `regex` is there
/// @param to a path of the file system, or a URL; empty for a status without target
/// @param status of a redirect
/// @param handler that ScriptAlias sets; empty for the others
record AliasRule(String from, @Nullable Regex regex, String to, int status, String handler) {
  /// Where a path leads; null when the rule does not speak of it.
  @Nullable String apply(String path, boolean redirect) {
    if (regex != null) {
      Regex.Groups groups = regex.find(path);
      if (groups == null) {
        return null;
      }
      String target = groups.replace(to);
      return redirect ? escaped(target) : target;
    }
    int length = match(path);
    if (length == 0) {
      return null;
    }
    String rest = path.substring(length);
    return to + (redirect ? Escapes.path(rest, true) : rest);
  }

  /// Query and fragment stay as they are.
  private static String escaped(String url) {
    int end = url.length();
    for (int i = 0; i < url.length(); i++) {
      if (url.charAt(i) == '?' || url.charAt(i) == '#') {
        end = i;
        break;
      }
    }
    return Escapes.path(url.substring(0, end), true) + url.substring(end);
  }

  /// How much of the path the alias takes (`alias_matches`): any number of slashes matches any number; 0 for none.
  private int match(String path) {
    int a = 0;
    int p = 0;
    while (a < from.length()) {
      if (from.charAt(a) == '/') {
        if (p >= path.length() || path.charAt(p) != '/') {
          return 0;
        }
        a = skipSlashes(from, a);
        p = skipSlashes(path, p);
      } else if (p >= path.length() || path.charAt(p++) != from.charAt(a++)) {
        return 0;
      }
    }
    boolean whole = from.isEmpty() || from.charAt(from.length() - 1) == '/' || p == path.length() || path.charAt(p) == '/';
    return whole ? p : 0;
  }

  private static int skipSlashes(String s, int from) {
    int at = from;
    while (at < s.length() && s.charAt(at) == '/') {
      at++;
    }
    return at;
  }
}
