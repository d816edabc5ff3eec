package dev.mpmlint.server.log;

import dev.mpmlint.server.settings.Origin;

/// A directive about logs that httpd refuses; the message is httpd's: `Unrecognized LogFormat directive %Z`.
public final class LogConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Origin at;

  LogConfigurationException(String message, Origin at) {
    super(message, null, false, false);
    this.at = at;
  }

  /// Where the directive stands.
  public Origin at() {
    return at;
  }
}
