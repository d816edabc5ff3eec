package dev.mpmlint.server.site;

import org.jspecify.annotations.Nullable;

/// A request's target and Host field, taken apart. Immutable.
///
/// @param path escaped; `*` for OPTIONS
/// @param query behind `?`; null when there is none
/// @param host without port; null when the request has none
/// @param port of the Host; 0 when it has none
/// @param status 400 when it is not to be understood, else 0
record Target(String path, @Nullable String query, @Nullable String host, int port, int status) {
  private static final Target BAD = new Target("/", null, null, 0, 400);

  static Target of(String target, @Nullable String hostField) {
    String path = target;
    String host = hostField;
    if (!target.startsWith("/") && !target.equals("*")) {
      int scheme = target.indexOf("://");
      if (scheme <= 0) {
        return BAD;
      }
      int end = scheme + 3;
      while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
        end++;
      }
      host = end > scheme + 3 ? target.substring(scheme + 3, end) : hostField;
      path = end == target.length() || target.charAt(end) != '/' ? "/" + target.substring(end) : target.substring(end);
      if (host != null && host.indexOf('@') >= 0) {
        return BAD;
      }
    }
    if (path.indexOf('#') >= 0) {
      return BAD;
    }
    int question = path.indexOf('?');
    String query = question < 0 ? null : path.substring(question + 1);
    return named(question < 0 ? path : path.substring(0, question), query, host);
  }

  private static Target named(String path, @Nullable String query, @Nullable String field) {
    if (field == null) {
      return new Target(path, query, null, 0, 0);
    }
    int bracket = field.startsWith("[") ? field.indexOf(']') : -1;
    int colon = field.indexOf(':', Math.max(bracket, 0));
    int port = 0;
    String name = field;
    if (colon >= 0) {
      String digits = field.substring(colon + 1);
      name = field.substring(0, colon);
      if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return BAD;
      }
      port = Integer.parseInt(digits);
      if (port == 0 || port > 65_535) {
        return BAD;
      }
    }
    if (bracket > 0) {
      name = name.substring(1, Math.min(bracket, name.length()));
    }
    if (!isName(name)) {
      return BAD;
    }
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    return new Target(path, query, name, port, 0);
  }

  /// `fix_hostname`: what may stand in a file name at least.
  private static boolean isName(String name) {
    boolean dot = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c == 127 || c == '/' || c == '\\' || (c == '.' && dot)) {
        return false;
      }
      dot = c == '.';
    }
    return !name.isEmpty();
  }
}
