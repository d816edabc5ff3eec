package dev.mpmlint.advise.simulate;

/// What clients do.
///
/// @param arrivals when each comes
/// @param service how long its requests take
/// @param own whether each client's one request takes what was measured of it ([ServiceTime.Empirical#of]), and not what
///     is drawn
/// @param requests that each sends, 1 or more
/// @param keeps whether it asks for the connection to be kept and leaves it open after its last answer, so that the
///     server's KeepAliveTimeout ends it; otherwise each request has a connection of its own
/// @param think mean time from an answer to the next request, in nanoseconds, exponentially distributed
/// @param slowReaders clients that take their time to read each answer
/// @param slowSenders clients that stall in the middle of each connection's first request
public record Load(
    Arrivals arrivals,
    ServiceTime service,
    boolean own,
    int requests,
    boolean keeps,
    double think,
    Slow slowReaders,
    Slow slowSenders) {
  /// @param share of the clients, 0 to 1
  /// @param time how long it takes each time, in nanoseconds
  public record Slow(double share, long time) {
    public static final Slow NOBODY = new Slow(0, 0);
  }

  public Load {
    if (requests < 1 || own && (requests > 1 || !(service instanceof ServiceTime.Empirical))) {
      throw new IllegalArgumentException("no client sends " + requests + " requests");
    }
  }

  /// Each request on a connection of its own, nobody slow.
  public static Load simple(Arrivals arrivals, ServiceTime service) {
    return new Load(arrivals, service, false, 1, false, 0, Slow.NOBODY, Slow.NOBODY);
  }
}
