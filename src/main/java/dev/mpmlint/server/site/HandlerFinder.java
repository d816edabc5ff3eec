package dev.mpmlint.server.site;

import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import org.jspecify.annotations.Nullable;

/// Finds who makes the content for a handler's name: `server-status`, `cgi-script`, `proxy:fcgi://…`. Asked by all worker
/// threads at once.
@FunctionalInterface
public interface HandlerFinder {
  /// @param name as SetHandler or AddHandler gives it
  /// @return null when nobody knows it: files are then sent as they are, as httpd does
  @Nullable ContentHandler find(String name, Exchange exchange);

  /// Takes a request by its path before it is looked for among files, as ProxyPass and ProxyPassMatch do. Virtual host,
  /// path and query are known.
  ///
  /// @return null when nobody wants it
  default @Nullable ContentHandler claim(Exchange exchange) {
    return null;
  }

  /// Called before access is decided, when it is known what holds for the request: mpm-itk changes its user here.
  ///
  /// @return 0 when the request may go on, else the status to answer; [Exchange#drop] ends the connection instead
  default int enter(Exchange exchange, RunAs runAs) {
    return 0;
  }

  /// Called when a component of a request's path may not be searched: under mpm-itk that may be because the process has
  /// become the user of an earlier request, and a connection of its own would be served.
  ///
  /// @param file the path
  /// @return whether the connection is to end; [Exchange#drop] is set then
  default boolean abandon(Exchange exchange, String file) {
    return false;
  }
}
