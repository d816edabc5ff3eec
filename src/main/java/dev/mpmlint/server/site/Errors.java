package dev.mpmlint.server.site;

import dev.mpmlint.server.content.ErrorPages;
import dev.mpmlint.server.content.Escapes;
import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Headers;
import dev.mpmlint.server.exchange.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Makes the answers that are errors or redirects: httpd's own pages, and ErrorDocument's texts and addresses
/// (`ap_die`, modules/http/http_request.c). Thread-safe.
final class Errors {
  private final String banner;

  /// @param banner the Server field's value
  Errors(String banner) {
    this.banner = banner;
  }

  /// httpd's own page.
  ///
  /// @param also the status that the ErrorDocument for this one failed with; 0 when there was none
  void page(Exchange exchange, HostConf host, DirConf conf, int status, int also, String notes) {
    Response response = exchange.response();
    String location = response.headers().get("Location");
    keepErrorFields(response.headers(), status);
    int shown = ErrorPages.known(status) ? status : 500;
    response.status(shown);
    if (endsConnection(shown)) {
      response.close();
    }
    if (shown == 304 || shown == 204) {
      response.body(Body.Bytes.NONE);
      return;
    }
    if (shown == 401) {
      challenge(response.headers(), conf);
    }
    response.headers().set("Content-Type", ErrorPages.CONTENT_TYPE);
    ErrorPages.Case about =
        new ErrorPages.Case(
            exchange.head().method(),
            location == null ? "" : location,
            shown == 417 ? expectation(exchange) : notes,
            host.admin(),
            signature(exchange, host, conf, "<hr>\n"),
            also);
    response.body(text(exchange, ErrorPages.page(shown, about)));
  }

  private static String expectation(Exchange exchange) {
    String expect = exchange.head().field("Expect");
    return expect == null ? "" : Escapes.html(expect);
  }

  /// ErrorDocument with a text.
  void message(Exchange exchange, DirConf conf, int status, String text) {
    Response response = exchange.response();
    keepErrorFields(response.headers(), status);
    response.status(status);
    if (status == 401) {
      challenge(response.headers(), conf);
    }
    if (endsConnection(status)) {
      response.close();
    }
    response.headers().set("Content-Type", ErrorPages.CONTENT_TYPE);
    response.body(text(exchange, text));
  }

  /// `ap_die` ends the connection where what follows in it cannot be trusted.
  static boolean endsConnection(int status) {
    return switch (status) {
      case 400, 408, 411, 413, 414, 500, 501, 503 -> true;
      default -> false;
    };
  }

  private static void challenge(Headers headers, DirConf conf) {
    if (conf.authType != null && conf.authType.equalsIgnoreCase("basic")) {
      headers.set("WWW-Authenticate", "Basic realm=\"" + (conf.authName == null ? "" : conf.authName) + '"');
    }
  }

  /// Of the fields that were set, an error's answer keeps few (httpd's err_headers_out).
  private static void keepErrorFields(Headers headers, int status) {
    String location = headers.get("Location");
    String allow = headers.get("Allow");
    headers.clear();
    if (location != null) {
      headers.add("Location", location);
    }
    if (allow != null && (status == 405 || status == 501)) {
      headers.add("Allow", allow);
    }
  }

  /// ServerSignature's line; empty when it is off, the default.
  String signature(Exchange exchange, HostConf host, DirConf conf, String before) {
    String kind = conf.signature == null ? "off" : conf.signature;
    if (kind.equals("off")) {
      return "";
    }
    String name = Escapes.html(Urls.hostName(exchange, host));
    String shown = kind.equals("email") ? "<a href=\"mailto:" + host.admin() + "\">" + name + "</a>" : name;
    return before + "<address>" + banner + " Server at " + shown + " Port " + Urls.port(exchange, host) + "</address>\n";
  }

  /// A page. As httpd does, the answer to HEAD does not say how long it would be.
  static Body text(Exchange exchange, String text) {
    if (exchange.head().method().equals("HEAD")) {
      return new Body.Stream(-1, _ -> {});
    }
    return new Body.Bytes(ByteBuffer.wrap(text.getBytes(isAscii(exchange.head().method()) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1)));
  }

  /// A page names the method in the bytes that were received.
  private static boolean isAscii(String method) {
    for (int i = 0; i < method.length(); i++) {
      if (method.charAt(i) > 126) {
        return false;
      }
    }
    return true;
  }
}
