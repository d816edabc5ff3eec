package dev.mpmlint.server.exchange;

import java.io.IOException;

/// Makes the content of an answer: static files, CGI, FastCGI, server-status, … Used by all worker threads at once.
public interface ContentHandler {
  /// Fills `exchange.response()`. An answer of status 400 or above without body gets the server's error document.
  ///
  /// @throws IOException when what it needs cannot be read or reached; the client gets 500 or what the handler set
  void handle(Exchange exchange) throws IOException;
}
