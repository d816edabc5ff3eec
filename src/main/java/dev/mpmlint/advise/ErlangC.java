package dev.mpmlint.advise;

import java.util.OptionalInt;

/// The queue M/M/c: Poisson arrivals, exponential service times, `servers` workers, and a queue for who finds all of them
/// busy (A. K. Erlang, 1917). Immutable; the probability is computed when it is made, in time proportional to `servers`.
public final class ErlangC {
  /// No server has more workers; a search ends here.
  public static final int MOST_SERVERS = 10_000_000;

  private final double arrivalRate;
  private final double serviceTime;
  private final int servers;
  /// The probability that all are busy in the system without a queue (Erlang B).
  private final double blocking;

  private ErlangC(double arrivalRate, double serviceTime, int servers, double blocking) {
    this.arrivalRate = arrivalRate;
    this.serviceTime = serviceTime;
    this.servers = servers;
    this.blocking = blocking;
  }

  /// @param arrivalRate requests per second, 0 or more
  /// @param serviceTime the mean, in seconds, above 0
  /// @param servers workers, from 1 to [#MOST_SERVERS]
  /// @throws IllegalArgumentException for anything else
  public static ErlangC of(double arrivalRate, double serviceTime, int servers) {
    require(arrivalRate, serviceTime);
    if (servers < 1 || servers > MOST_SERVERS) {
      throw new IllegalArgumentException(servers + " servers cannot be");
    }
    double a = arrivalRate * serviceTime;
    double b = 1;
    for (int k = 1; k <= servers; k++) {
      b = a * b / (k + a * b);
    }
    return new ErlangC(arrivalRate, serviceTime, servers, b);
  }

  /// The fewest workers with which no more than `1 - share` of the requests wait longer than `wait` seconds; empty when
  /// more than [#MOST_SERVERS] would be needed.
  ///
  /// @param share such as 0.95; from 0 to less than 1
  public static OptionalInt fewestServers(double arrivalRate, double serviceTime, double share, double wait) {
    require(arrivalRate, serviceTime);
    if (!(share >= 0 && share < 1 && wait >= 0)) {
      throw new IllegalArgumentException("no target: " + share + " within " + wait + " s");
    }
    double a = arrivalRate * serviceTime;
    double b = 1;
    for (int c = 1; c <= MOST_SERVERS; c++) {
      b = a * b / (c + a * b);
      if (c > a && new ErlangC(arrivalRate, serviceTime, c, b).waitsLongerThan(wait) <= 1 - share) {
        return OptionalInt.of(c);
      }
    }
    return OptionalInt.empty();
  }

  private static void require(double arrivalRate, double serviceTime) {
    if (!(arrivalRate >= 0 && arrivalRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no arrival rate: " + arrivalRate);
    }
    if (!(serviceTime > 0 && serviceTime < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no service time: " + serviceTime);
    }
  }

  public double arrivalRate() {
    return arrivalRate;
  }

  public double serviceTime() {
    return serviceTime;
  }

  public int servers() {
    return servers;
  }

  /// Workers that are busy on average if none has to wait: λ·S, in Erlang.
  public double offeredLoad() {
    return arrivalRate * serviceTime;
  }

  /// ρ: the offered load per worker; 1 or more when the queue grows without end.
  public double utilisation() {
    return offeredLoad() / servers;
  }

  public boolean saturated() {
    return utilisation() >= 1;
  }

  /// C: the probability that a request has to wait; 1 when saturated.
  public double waitProbability() {
    return saturated() ? 1 : blocking / (1 - utilisation() * (1 - blocking));
  }

  /// Wq, the mean wait of all requests, in seconds; infinite when saturated.
  public double meanWait() {
    return saturated() ? Double.POSITIVE_INFINITY : waitProbability() * serviceTime / (servers * (1 - utilisation()));
  }

  /// The probability of waiting longer than `seconds`.
  public double waitsLongerThan(double seconds) {
    return saturated() ? 1 : waitProbability() * Math.exp(-(servers / serviceTime - arrivalRate) * seconds);
  }

  /// How long a share of the requests, such as 0.95, waits at most, in seconds.
  public double waitQuantile(double share) {
    if (saturated()) {
      return Double.POSITIVE_INFINITY;
    }
    double c = waitProbability();
    return c <= 1 - share ? 0 : Math.log(c / (1 - share)) / (servers / serviceTime - arrivalRate);
  }

  /// Requests in the server on average, waiting or served: Little's λ·(Wq + S).
  public double inSystem() {
    return saturated() ? Double.POSITIVE_INFINITY : arrivalRate * (meanWait() + serviceTime);
  }

  /// The probability that a request finds a queue of `backlog` waiting already and is refused (M/M/c/K with
  /// K = c + backlog).
  public double refusal(int backlog) {
    if (backlog < 0) {
      throw new IllegalArgumentException("no backlog: " + backlog);
    }
    double rho = utilisation();
    if (rho == 0) {
      return 0;
    }
    // Against the weight of the full queue, so that nothing overflows: 1/B for what is not queued, then each place.
    double back = 1 / rho;
    double power = 1;
    double places = 0;
    for (int j = 0; j < backlog; j++) {
      places += power;
      power *= back;
    }
    double weight = places + power / blocking;
    return Double.isInfinite(weight) || Double.isNaN(weight) ? 0 : 1 / weight;
  }
}
