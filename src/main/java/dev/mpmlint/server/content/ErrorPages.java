package dev.mpmlint.server.content;

import dev.mpmlint.server.http.Status;

/// httpd's own pages for statuses, as `ap_send_error_response` and `get_canned_error_string` write them
/// (modules/http/http_protocol.c); seen from httpd 2.4.71. Stateless.
public final class ErrorPages {
  public static final String CONTENT_TYPE = "text/html; charset=iso-8859-1";

  private static final String AUTHORIZATION =
      """
      <p>This server could not verify that you
      are authorized to access the document
      requested.  Either you supplied the wrong
      credentials (e.g., bad password), or your
      browser doesn't understand how to supply
      the credentials required.</p>
      """;

  private static final String LEGAL =
      "<p>Access to this URL has been denied for legal reasons.<br />\n</p>\n";

  private ErrorPages() {}

  /// What a page speaks of.
  ///
  /// @param method of the request, as received
  /// @param location the Location field; empty when there is none
  /// @param notes what the request was refused for, in HTML; empty when that is not said; of 417 the Expect field
  /// @param admin ServerAdmin
  /// @param footer from ServerSignature, with its final line end; may be empty
  /// @param also the status that the ErrorDocument for this one failed with; 0 when there was none
  public record Case(String method, String location, String notes, String admin, String footer, int also) {}

  /// The reason phrase; of 500 when httpd does not know the status.
  public static String reason(int status) {
    return Status.reason(status).substring(4);
  }

  /// Whether httpd knows the status: others become 500.
  public static boolean known(int status) {
    return Status.known(status);
  }

  public static String page(int status, Case about) {
    int shown = known(status) ? status : 500;
    String title = reason(shown);
    StringBuilder page = new StringBuilder(400);
    page.append("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n<html><head>\n<title>");
    page.append(shown).append(' ').append(title).append("</title>\n</head><body>\n<h1>").append(title).append("</h1>\n");
    page.append(text(shown, about));
    if (about.also != 0) {
      page.append("<p>Additionally, a ").append(about.also).append(' ').append(reason(about.also));
      page.append("\nerror was encountered while trying to use an ErrorDocument to handle the request.</p>\n");
    }
    return page.append(about.footer).append("</body></html>\n").toString();
  }

  private static String text(int status, Case about) {
    String method = Escapes.html(about.method);
    return switch (status) {
      case 200 -> "";
      case 301, 302, 307, 308 ->
          "<p>The document has moved <a href=\"" + Escapes.html(about.location) + "\">here</a>.</p>\n";
      case 303 ->
          "<p>The answer to your request is located <a href=\"" + Escapes.html(about.location) + "\">here</a>.</p>\n";
      case 300 -> "";
      case 305 ->
          """
          <p>This resource is only accessible through the proxy
          <br />
          You will need to configure your client to use that proxy.</p>
          """;
      case 400 ->
          "<p>Your browser sent a request that this server could not understand.<br />\n" + about.notes + "</p>\n";
      case 401, 407 -> AUTHORIZATION;
      case 403 -> "<p>You don't have permission to access this resource." + about.notes + "</p>\n";
      case 404 -> "<p>The requested URL was not found on this server.</p>\n";
      case 405 -> "<p>The requested method " + method + " is not allowed for this URL.</p>\n";
      case 406 ->
          "<p>An appropriate representation of the requested resource could not be found on this server.</p>\n"
              + about.notes;
      case 408 -> "<p>Server timeout waiting for the HTTP request from the client.</p>\n";
      case 410 ->
          """
          <p>The requested resource is no longer available on this server and there is no forwarding address.
          Please remove all references to this resource.</p>
          """;
      case 411 ->
          "<p>A request of the requested method " + method + " requires a valid Content-length.<br />\n" + about.notes
              + "</p>\n";
      case 412 -> "<p>The precondition on the request for this URL evaluated to false.</p>\n";
      case 413 ->
          "The requested resource does not allow request data with " + method
              + " requests, or the amount of data provided in\nthe request exceeds the capacity limit.\n";
      case 414 ->
          "<p>The requested URL's length exceeds the capacity\nlimit for this server.<br />\n" + about.notes + "</p>\n";
      case 417 ->
          """
          <p>The expectation given in the Expect request-header
          field could not be met by this server.
          The client sent<pre>
              Expect:\s"""
              + about.notes + "\n</pre>\n</p><p>Only the 100-continue expectation is supported.</p>\n";
      case 451 -> LEGAL;
      case 501 -> "<p>" + method + " not supported for current URL.<br />\n" + about.notes + "</p>\n";
      case 502 ->
          "<p>The proxy server received an invalid\nresponse from an upstream server.<br />\n" + about.notes + "</p>\n";
      case 506 ->
          "<p>A variant for the requested resource\n<pre>\n\n</pre>\nis itself a negotiable resource."
              + " This indicates a configuration error.</p>\n";
      default -> {
        String said = RareTexts.rare(status);
        yield said.isEmpty() ? internal(about) : said;
      }
    };
  }

  private static String internal(Case about) {
    return "<p>The server encountered an internal error or\nmisconfiguration and was unable to complete\nyour request.</p>\n"
        + "<p>Please contact the server administrator at \n "
        + Escapes.html(about.admin)
        + " to inform them of the time this error occurred,\n and the actions you performed just before this error.</p>\n"
        + "<p>More information about this error may be available\nin the server error log.</p>\n";
  }
}
