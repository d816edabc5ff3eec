package dev.mpmlint.advise.simulate;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.PoolNumbers;

/// A server as it is configured.
///
/// @param numbers what idle maintenance compares with
/// @param asyncFactor AsyncRequestWorkerFactor's whole part; event only
/// @param maxConnectionsPerChild 0 means no limit; can be negative
/// @param backlog connections that the kernel keeps for the server: ListenBacklog
/// @param keepAlive what it does with connections between requests
/// @param startTime of a child from its spawn until it serves, in nanoseconds
/// @param memory what children take
public record Server(
    PoolNumbers numbers,
    int asyncFactor,
    int maxConnectionsPerChild,
    int backlog,
    KeepAlive keepAlive,
    long startTime,
    Memory memory) {
  /// @param on KeepAlive
  /// @param timeout KeepAliveTimeout, in nanoseconds
  /// @param requests MaxKeepAliveRequests; 0 means no limit
  public record KeepAlive(boolean on, long timeout, int requests) {
    /// httpd's defaults.
    public static final KeepAlive DEFAULT = new KeepAlive(true, 5 * Arrivals.SECOND, 100);
  }

  /// @param process bytes of a child without its worker threads, or of a whole child under prefork
  /// @param thread bytes that each worker thread adds
  public record Memory(long process, long thread) {}

  public Mpm mpm() {
    return numbers.mpm();
  }

  /// Requests that can be served at once.
  public int workers() {
    return numbers.processes() * numbers.threadsPerChild();
  }

  /// Bytes of one child.
  public long childMemory() {
    return memory.process + (mpm() == Mpm.PREFORK ? 0 : memory.thread * numbers.threadsPerChild());
  }
}
