package dev.mpmlint.server.http;

import org.jspecify.annotations.Nullable;

/// A request target taken apart as httpd's ap_parse_uri and APR's apr_uri_parse do it. Reused; owned by its head.
final class Target {
  @Nullable String scheme;
  @Nullable String host;
  /// Host and port as they stand in the target.
  String authority = "";
  int port;
  String path = "/";
  boolean hasPath;
  @Nullable String query;
  boolean hasFragment;
  boolean hasUser;

  void clear() {
    scheme = null;
    host = null;
    authority = "";
    port = 0;
    path = "/";
    hasPath = false;
    query = null;
    hasFragment = false;
    hasUser = false;
  }

  /// @return false when it is no URI
  boolean parse(String target, String method) {
    int at = 0;
    while (target.startsWith("//", at)) {
      at++;
    }
    if (method.equals("CONNECT")) {
      return authorityForm(target, at);
    }
    if (target.startsWith("/", at)) {
      path(target, at, method);
      return true;
    }
    int colon = schemeEnd(target, at);
    if (colon < 0) {
      path(target, at, method);
      return true;
    }
    scheme = target.substring(at, colon);
    if (!target.startsWith("//", colon + 1)) {
      path(target, colon + 1, method);
      return true;
    }
    int from = colon + 3;
    int end = from;
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    int user = target.lastIndexOf('@', end - 1);
    if (user >= from) {
      hasUser = true;
      from = user + 1;
    }
    authority = target.substring(from, end);
    if (!host(target, from, end)) {
      return false;
    }
    path(target, end, method);
    return true;
  }

  private static int schemeEnd(String target, int from) {
    int i = from;
    while (i < target.length()) {
      char c = target.charAt(i);
      boolean letter = Ascii.is(Ascii.ALPHA, c);
      if (c == ':') {
        return i > from ? i : -1;
      }
      if (!letter && (i == from || !Ascii.is(Ascii.DIGIT, c) && c != '+' && c != '-' && c != '.')) {
        return -1;
      }
      i++;
    }
    return -1;
  }

  private boolean host(String target, int from, int end) {
    int colon;
    if (target.startsWith("[", from)) {
      int close = target.indexOf(']', from);
      if (close < 0 || close >= end) {
        return false;
      }
      colon = close + 1 < end && target.charAt(close + 1) == ':' ? close + 1 : -1;
      int hostEnd = colon >= 0 ? colon : end;
      host = target.substring(from + 1, Math.max(from + 1, hostEnd - 1));
    } else {
      colon = target.indexOf(':', from);
      colon = colon < end ? colon : -1;
      host = target.substring(from, colon >= 0 ? colon : end);
    }
    return colon < 0 || colon + 1 == end || port(target, colon + 1, end);
  }

  // strtol: white space cannot stand here, a sign can; the number is cut to 16 bits.
  private boolean port(String target, int from, int end) {
    int i = from;
    boolean negative = target.charAt(i) == '-';
    if (negative || target.charAt(i) == '+') {
      i++;
    }
    if (i == end) {
      return false;
    }
    long number = 0;
    for (; i < end; i++) {
      if (!Ascii.is(Ascii.DIGIT, target.charAt(i))) {
        return false;
      }
      number = Math.min(number * 10 + (target.charAt(i) - '0'), Long.MAX_VALUE / 20);
    }
    port = (int) ((negative ? -number : number) & 0xffff);
    return true;
  }

  private boolean authorityForm(String target, int at) {
    int colon = target.startsWith("[", at) ? target.indexOf("]:", at) + 1 : target.indexOf(':', at);
    if (colon <= 0 || colon + 1 >= target.length()) {
      return false;
    }
    authority = target.substring(at);
    host = target.startsWith("[", at) ? target.substring(at + 1, colon - 1) : target.substring(at, colon);
    return port(target, colon + 1, target.length());
  }

  private void path(String target, int from, String method) {
    int end = target.length();
    int hash = target.indexOf('#', from);
    if (hash >= 0) {
      hasFragment = true;
      end = hash;
    }
    int mark = target.indexOf('?', from);
    int pathEnd = mark >= 0 && mark < end ? mark : end;
    if (pathEnd < end) {
      query = target.substring(pathEnd + 1, end);
    }
    hasPath = pathEnd > from;
    if (hasPath) {
      path = target.substring(from, pathEnd);
    } else {
      path = method.equals("OPTIONS") ? "*" : "/";
    }
  }
}
