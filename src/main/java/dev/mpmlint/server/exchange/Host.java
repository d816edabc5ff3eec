package dev.mpmlint.server.exchange;

import dev.mpmlint.server.http.Limits;
import dev.mpmlint.server.settings.Origin;

/// What connections and logs must know of a virtual host, or of the main server.
///
/// @param index 0 for the main server, then the virtual hosts counted from 1 in the order of the configuration
/// @param name ServerName without port
/// @param port that its ServerName or address says; 0 when neither does
/// @param at the `<VirtualHost>` line; for the main server, where ServerName stands
/// @param keepAlive whether connections may be kept (KeepAlive)
/// @param keepAliveTimeout in milliseconds (KeepAliveTimeout)
/// @param maxKeepAliveRequests 0 means no limit
/// @param timeout in milliseconds (Timeout)
/// @param limits LimitRequestLine and its kind
/// @param headTimeout RequestReadTimeout's `header`
/// @param bodyTimeout RequestReadTimeout's `body`
public record Host(
    int index,
    String name,
    int port,
    Origin at,
    boolean keepAlive,
    long keepAliveTimeout,
    int maxKeepAliveRequests,
    long timeout,
    Limits limits,
    ReadTimeout headTimeout,
    ReadTimeout bodyTimeout) {

  /// One stage of RequestReadTimeout.
  ///
  /// @param initial milliseconds, 0 means no limit
  /// @param most milliseconds, when it is prolonged by data that comes; `initial` when it is not
  /// @param minRate bytes that buy one second more; 0 when none do
  public record ReadTimeout(long initial, long most, int minRate) {
    public static final ReadTimeout NONE = new ReadTimeout(0, 0, 0);
  }
}
