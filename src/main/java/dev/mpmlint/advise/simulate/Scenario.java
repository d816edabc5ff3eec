package dev.mpmlint.advise.simulate;

/// One run: so many machines alike under one load.
///
/// @param label what tells it from others that it is compared with
/// @param machines 1 to [#MOST_MACHINES]
/// @param duration simulated time in nanoseconds, the warm-up included
/// @param warmUp what happens to clients that come before this time does not count
/// @param seed the same seed gives the same outcome
public record Scenario(
    String label,
    Server server,
    Load load,
    Backend backend,
    int machines,
    Balancer balancer,
    long duration,
    long warmUp,
    long seed) {
  public static final int MOST_MACHINES = 10_000;

  /// Which machine a client is given; it stays there when it has to connect again.
  public enum Balancer {
    /// One after the other.
    ROUND_ROBIN,
    /// That with the fewest connections, kept and waiting ones included; of several the first.
    LEAST_CONNECTIONS,
    RANDOM
  }

  public Scenario {
    if (machines < 1 || machines > MOST_MACHINES || warmUp < 0 || warmUp >= duration) {
      throw new IllegalArgumentException("cannot simulate " + machines + " machines, " + warmUp + " of " + duration);
    }
  }
}
