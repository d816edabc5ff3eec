package dev.mpmlint.verify.compare;

import java.util.List;

/// What every side is given, by the clock: the same at the same second, whatever the server makes of it.
///
/// All the time a few visitors ask for a page, each on a new connection, look at it for a moment and ask again: their
/// waiting is what is measured. Besides them come requests that take long, and connections that are kept and ask no more.
///
/// @param visitors how many ask one after the other
/// @param slow how many long requests come at once
/// @param kept how many connections are kept after their request
/// @param phases in order, one beginning where the other ends
public record Load(int visitors, int slow, int kept, List<Phase> phases) {
  /// How many visitors there are.
  static final int VISITORS = 6;

  /// A part of it.
  ///
  /// @param from seconds since the beginning
  public record Phase(Kind kind, String name, double from, double to) {
    public double seconds() {
      return to - from;
    }
  }

  /// What a phase has besides the visitors.
  public enum Kind {
    QUIET,
    SLOW_REQUESTS,
    KEPT_CONNECTIONS,
    AFTERWARDS
  }

  public Load {
    phases = List.copyOf(phases);
  }

  /// The load that shows the ceilings of all.
  ///
  /// @param ceilings how many requests each side serves at once
  /// @param backlog the shortest ListenBacklog of all: more connections than that cannot wait
  static Load of(List<Integer> ceilings, int backlog) {
    int high = ceilings.stream().mapToInt(i -> i).max().orElse(1);
    int low = ceilings.stream().mapToInt(i -> i).min().orElse(1);
    // The kernel's queue takes one more than it is told, and a few of ours must fit as well.
    int most = Math.max(low, low + backlog - VISITORS);
    int slow = Math.min(high + Math.max(2, high / 5), most);
    int kept = Math.min(high, most);
    return new Load(
        VISITORS, slow, kept,
        List.of(
            new Phase(Kind.QUIET, "visitors only", 0, 2),
            new Phase(Kind.SLOW_REQUESTS, slow + " slow requests", 2, 9),
            new Phase(Kind.KEPT_CONNECTIONS, kept + " idle keep-alive connections", 9, 16),
            new Phase(Kind.AFTERWARDS, "visitors only again", 16, 22)));
  }

  public double seconds() {
    return phases.getLast().to();
  }

  public Phase phase(Kind kind) {
    return phases.stream().filter(p -> p.kind() == kind).findFirst().orElseThrow();
  }
}
