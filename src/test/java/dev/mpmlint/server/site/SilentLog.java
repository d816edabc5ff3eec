package dev.mpmlint.server.site;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;

/// Says nothing.
final class SilentLog implements Log {
  @Override
  public boolean enabled(Level level, String module) {
    return true;
  }

  @Override
  public void log(Level level, String module, String text) {}

  @Override
  public void log(Level level, String module, String text, Peer peer) {}

  @Override
  public void log(Level level, String module, String text, Exchange exchange) {}
}
