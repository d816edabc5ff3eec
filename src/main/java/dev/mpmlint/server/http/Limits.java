package dev.mpmlint.server.http;

/// What the parser refuses, named as httpd's directives.
///
/// @param requestLine LimitRequestLine, in bytes; 8190 by default
/// @param requestFieldSize LimitRequestFieldSize, in bytes; 8190 by default
/// @param requestFields LimitRequestFields; 100 by default, 0 means no limit
/// @param unsafe HttpProtocolOptions Unsafe
/// @param allow09 HttpProtocolOptions Allow0.9, the default
/// @param registeredMethods HttpProtocolOptions RegisteredMethods
public record Limits(
    int requestLine, int requestFieldSize, int requestFields, boolean unsafe, boolean allow09, boolean registeredMethods) {
  public static final Limits DEFAULT = new Limits(8190, 8190, 100, false, true, false);
}
