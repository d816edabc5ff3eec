package dev.mpmlint.server.child;

import dev.mpmlint.server.exchange.Exchange;

/// The simple expressions of AssignUserIDExpr and AssignGroupIDExpr: text with variables, `web-%{SERVER_NAME}`. Functions
/// and regular expressions of httpd's ap_expr are not known. Stateless.
final class ItkExpression {
  private ItkExpression() {}

  /// What the expression says for a request; an unknown variable is empty, as with httpd.
  static String evaluate(String expression, Exchange x) {
    StringBuilder value = new StringBuilder();
    int from = 0;
    while (true) {
      int open = expression.indexOf("%{", from);
      int close = open < 0 ? -1 : expression.indexOf('}', open);
      if (close < 0) {
        return value.append(expression, from, expression.length()).toString();
      }
      value.append(expression, from, open).append(variable(expression.substring(open + 2, close), x));
      from = close + 1;
    }
  }

  private static String variable(String name, Exchange x) {
    if (name.startsWith("reqenv:")) {
      return x.environment().getOrDefault(name.substring("reqenv:".length()), "");
    }
    if (name.startsWith("HTTP:")) {
      String field = x.head().field(name.substring("HTTP:".length()));
      return field == null ? "" : field;
    }
    return switch (name) {
      case "SERVER_NAME" -> x.host().name();
      case "HTTP_HOST" -> x.head().hostname();
      case "REQUEST_URI" -> x.path;
      case "REQUEST_FILENAME" -> x.file;
      case "SERVER_PORT" -> Integer.toString(x.peer().local().getPort());
      case "REMOTE_ADDR" -> x.peer().client();
      case "REQUEST_METHOD" -> x.head().method();
      default -> "";
    };
  }
}
