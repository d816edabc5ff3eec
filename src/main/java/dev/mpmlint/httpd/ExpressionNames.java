package dev.mpmlint.httpd;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// The names that httpd's expressions know, of httpd 2.4.71 with all its modules (server/util_expr_eval.c, mod_ssl, mod_http2,
/// mod_authnz_ldap). Names of variables, functions and operators of several letters are compared without regard to case.
/// Safe for any thread.
public final class ExpressionNames {
  private static final Set<String> UNARY = Set.of("d", "e", "f", "s", "L", "h", "x", "F", "U", "A", "n", "z", "T", "R");
  private static final Set<String> NUMERIC = Set.of("eq", "ne", "lt", "le", "gt", "ge");
  private static final Set<String> BINARY = Set.of("ipmatch", "strmatch", "strcmatch", "fnmatch");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "req", "http", "req_novary", "resp", "reqenv", "osenv", "env", "note", "tolower", "toupper", "escape", "unescape",
          "base64", "unbase64", "sha1", "md5", "file", "filesize", "ldap");
  private static final Set<String> VARIABLES =
      Set.of(
          "http_accept", "http_cookie", "http_forwarded", "http_host", "http_proxy_connection", "http_referer",
          "http_user_agent", "request_method", "request_scheme", "request_uri", "request_filename", "remote_host",
          "remote_ident", "remote_user", "server_admin", "server_name", "server_port", "server_protocol", "document_root",
          "document_uri", "auth_type", "query_string", "the_request", "script_filename", "path_info", "last_modified",
          "script_user", "script_group", "server_software", "api_version", "time_year", "time_mon", "time_day", "time_hour",
          "time_min", "time_sec", "time_wday", "time", "https", "ipv6", "remote_addr", "remote_port", "conn_remote_addr",
          "context_prefix", "context_document_root", "request_status", "request_log_id", "conn_log_id", "is_subreq",
          "handler");

  private ExpressionNames() {}

  /// `-d` is asked for as `d`.
  public static boolean isUnary(String letter) {
    return UNARY.contains(letter);
  }

  /// `-ipmatch` is asked for as `ipmatch`.
  public static boolean isBinary(String name) {
    return NUMERIC.contains(name) || BINARY.contains(name.toLowerCase(Locale.ROOT));
  }

  /// A function that makes a text.
  ///
  /// @param has whether the server has the module of that identifier
  public static boolean isFunction(String name, Predicate<String> has) {
    String lower = name.toLowerCase(Locale.ROOT);
    return FUNCTIONS.contains(lower) || lower.equals("ssl") && has.test("ssl_module");
  }

  /// A function that makes a list.
  ///
  /// @param has whether the server has the module of that identifier
  public static boolean isList(String name, Predicate<String> has) {
    return name.equalsIgnoreCase("PeerExtList") && has.test("ssl_module");
  }

  /// @param has whether the server has the module of that identifier
  public static boolean isVariable(String name, Predicate<String> has) {
    String lower = name.toLowerCase(Locale.ROOT);
    return VARIABLES.contains(lower)
        || lower.startsWith("ssl_") && has.test("ssl_module")
        || lower.equals("http2") && has.test("http2_module");
  }
}
