package dev.mpmlint.server.content;

/// Reason phrases, and the texts of the pages that are seldom seen. Seen from httpd 2.4.71. Stateless.
final class Reasons {
  private Reasons() {}

  static String of(int status) {
    return switch (status) {
      case 100 -> "Continue";
      case 101 -> "Switching Protocols";
      case 102 -> "Processing";
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case 203 -> "Non-Authoritative Information";
      case 204 -> "No Content";
      case 205 -> "Reset Content";
      case 206 -> "Partial Content";
      case 207 -> "Multi-Status";
      case 208 -> "Already Reported";
      case 226 -> "IM Used";
      case 300 -> "Multiple Choices";
      case 301 -> "Moved Permanently";
      case 302 -> "Found";
      case 303 -> "See Other";
      case 304 -> "Not Modified";
      case 305 -> "Use Proxy";
      case 307 -> "Temporary Redirect";
      case 308 -> "Permanent Redirect";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 402 -> "Payment Required";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 407 -> "Proxy Authentication Required";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 411 -> "Length Required";
      case 412 -> "Precondition Failed";
      case 413 -> "Request Entity Too Large";
      case 414 -> "Request-URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 416 -> "Requested Range Not Satisfiable";
      case 417 -> "Expectation Failed";
      case 421 -> "Misdirected Request";
      case 422 -> "Unprocessable Entity";
      case 423 -> "Locked";
      case 424 -> "Failed Dependency";
      case 426 -> "Upgrade Required";
      case 428 -> "Precondition Required";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 451 -> "Unavailable For Legal Reasons";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 505 -> "HTTP Version Not Supported";
      case 506 -> "Variant Also Negotiates";
      case 507 -> "Insufficient Storage";
      case 508 -> "Loop Detected";
      case 510 -> "Not Extended";
      case 511 -> "Network Authentication Required";
      default -> "Internal Server Error";
    };
  }

  /// A page's text that says the same whatever the request was; empty when there is none.
  static String rare(int status) {
    return switch (status) {
      case 415 ->
          """
          <p>The supplied request data is not in a format
          acceptable for processing by this resource.</p>
          """;
      case 416 ->
          """
          <p>None of the range-specifier values in the Range
          request-header field overlap the current extent
          of the selected resource.</p>
          """;
      case 421 ->
          """
          <p>The client needs a new connection for this
          request as the requested host name does not match
          the Server Name Indication (SNI) in use for this
          connection.</p>
          """;
      case 422 ->
          """
          <p>The server understands the media type of the
          request entity, but was unable to process the
          contained instructions.</p>
          """;
      case 423 ->
          """
          <p>The requested resource is currently locked.
          The lock must be released or proper identification
          given before the method can be applied.</p>
          """;
      case 424 ->
          """
          <p>The method could not be performed on the resource
          because the requested action depended on another
          action and that other action failed.</p>
          """;
      case 426 ->
          """
          <p>The requested resource can only be retrieved
          using SSL.  The server is willing to upgrade the current
          connection to SSL, but your client doesn't support it.
          Either upgrade your client, or try requesting the page
          using https://
          """;
      case 428 -> "<p>The request is required to be conditional.</p>\n";
      case 429 ->
          """
          <p>The user has sent too many requests
          in a given amount of time.</p>
          """;
      case 431 ->
          """
          <p>The server refused this request because
          the request header fields are too large.</p>
          """;
      case 503 ->
          """
          <p>The server is temporarily unable to service your
          request due to maintenance downtime or capacity
          problems. Please try again later.</p>
          """;
      case 504 ->
          """
          <p>The gateway did not receive a timely response
          from the upstream server or application.</p>
          """;
      case 507 ->
          """
          <p>The method could not be performed on the resource
          because the server is unable to store the
          representation needed to successfully complete the
          request.  There is insufficient free space left in
          your storage allocation.</p>
          """;
      case 508 ->
          """
          <p>The server terminated an operation because
          it encountered an infinite loop.</p>
          """;
      case 510 ->
          """
          <p>A mandatory extension policy in the request is not
          accepted by the server for this resource.</p>
          """;
      case 511 ->
          """
          <p>The client needs to authenticate to gain
          network access.</p>
          """;
      default -> "";
    };
  }
}
