package dev.mpmlint.server.content;

/// The texts of the pages that are seldom seen. Seen from httpd 2.4.71. Stateless.
final class RareTexts {
  private RareTexts() {}

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
