package dev.mpmlint.advise.simulate;

/// When clients come, each with a first connection.
public sealed interface Arrivals {
  long SECOND = 1_000_000_000;
  /// No one comes any more.
  long NEVER = Long.MAX_VALUE;

  /// The times of one run, in nanoseconds from its beginning. Used by one thread.
  interface Times {
    /// Not before the one before; [#NEVER] when there is none.
    long next();
  }

  /// The same seed gives the same times.
  Times times(long seed);

  /// As a table of results names it.
  String describe();

  /// Clients that know nothing of each other.
  ///
  /// @param perSecond above 0
  record Poisson(double perSecond) implements Arrivals {
    @Override
    public Times times(long seed) {
      return new Times() {
        private long state = Draws.sequence(seed, -1);
        private double now;

        @Override
        public long next() {
          state = Draws.next(state);
          now += -Math.log(Draws.unit(state)) / perSecond * SECOND;
          return (long) now;
        }
      };
    }

    @Override
    public String describe() {
      return "Poisson";
    }
  }

  /// Poisson in two moods that take turns (a Markov-modulated Poisson process): calm, and bursts with `factor` times as
  /// many clients a second. Each mood lasts an exponentially distributed time.
  ///
  /// @param perSecond the mean over both moods
  /// @param factor 1 or more
  /// @param burst mean length of a burst, in seconds
  /// @param calm mean time between two, in seconds
  record Bursty(double perSecond, double factor, double burst, double calm) implements Arrivals {
    @Override
    public Times times(long seed) {
      double calmRate = perSecond * (burst + calm) / (factor * burst + calm);
      return new Times() {
        private long state = Draws.sequence(seed, -1);
        private boolean bursting;
        private double now;
        private double change = calm * exponential();

        private double exponential() {
          state = Draws.next(state);
          return -Math.log(Draws.unit(state));
        }

        @Override
        public long next() {
          while (true) {
            double coming = now + exponential() / (bursting ? calmRate * factor : calmRate);
            if (coming < change) {
              now = coming;
              return (long) (now * SECOND);
            }
            // Without memory: who has not come when the mood changes comes at the new rate.
            now = change;
            bursting = !bursting;
            change += (bursting ? burst : calm) * exponential();
          }
        }
      };
    }

    @Override
    public String describe() {
      return "bursty";
    }
  }

  /// As logged.
  final class Replayed implements Arrivals {
    private final long[] times;

    /// @param times in nanoseconds, none before the one before
    public Replayed(long[] times) {
      this.times = times.clone();
    }

    @Override
    public Times times(long seed) {
      return new Times() {
        private int at;

        @Override
        public long next() {
          return at < times.length ? times[at++] : NEVER;
        }
      };
    }

    @Override
    public String describe() {
      return "as logged";
    }
  }
}
