package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Peer;

/// Where the server says what happens: the error log. All methods may be called by any thread and never fail: what
/// cannot be written is lost, as with httpd.
public interface Log {
  /// Whether a message would be written; ask before making a costly one.
  boolean enabled(Level level, String module);

  /// Of the server as a whole.
  ///
  /// @param module without `mod_` and `_module`: `core`, `mpm_event`, `proxy_fcgi`
  /// @param text with its number in front, where httpd has one: `AH00052: child pid …`
  void log(Level level, String module, String text);

  /// Of a connection before its request is known.
  void log(Level level, String module, String text, Peer peer);

  /// Of a request: goes to its virtual host's log with its client.
  void log(Level level, String module, String text, Exchange exchange);
}
