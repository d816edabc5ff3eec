package dev.mpmlint.rules;

import dev.mpmlint.httpd.AhNumber;
import org.jspecify.annotations.Nullable;

/// What a finding predicts of a running server; `verify` turns it into an experiment.
public sealed interface Claim {
  /// The server does not start, with this message.
  record RefusesToStart(@Nullable AhNumber number, String message) implements Claim {}

  /// It logs this while starting or running.
  record Logs(@Nullable AhNumber number, String message) implements Claim {}

  /// So many processes right after the start, each with so many worker threads.
  record Processes(int processes, int threadsEach) implements Claim {}

  /// At most so many requests are served at once.
  record Ceiling(int atOnce) implements Claim {}

  /// After load, idle workers settle at no more than `most`.
  record IdleAtMost(int most) implements Claim {}

  /// An idle keep-alive connection holds a worker for so many seconds.
  record KeepAliveHolds(double seconds) implements Claim {}

  /// A client that sends its request slowly holds a worker.
  record SlowClientHolds() implements Claim {}

  /// HTTP/2 is not spoken although it was asked for.
  record Http2Inactive() implements Claim {}

  /// A child ends after so many connections.
  record Recycles(int connections) implements Claim {}

  /// Requests of this virtual host run as this user.
  record RunsAs(String user) implements Claim {}
}
