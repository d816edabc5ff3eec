package dev.mpmlint.advise.simulate;

import dev.mpmlint.mpm.Mpm;
import java.util.ArrayList;
import java.util.List;

/// Servers that are compared under one load.
///
/// @param swept the directive that differs from one to the next; empty when none does
/// @param variants the servers, those of one MPM together and in the order of the swept values
public record Study(String swept, List<Variant> variants) {
  /// @param value of the swept directive, as it is written; 0 when none is swept
  public record Variant(Mpm mpm, long value, Scenario scenario) {}

  /// Values of a directive that are tried one after the other.
  public record Sweep(String directive, List<Long> values) {
    public Sweep {
      values = List.copyOf(values);
    }
  }

  /// All but the server.
  ///
  /// @param memory of children; see [Server]
  /// @param startTime of children
  public record Frame(
      Load load,
      Backend backend,
      int machines,
      Scenario.Balancer balancer,
      long duration,
      long warmUp,
      long seed,
      long startTime,
      Server.Memory memory) {}

  public Study {
    variants = List.copyOf(variants);
  }

  /// One variant for each server and each value.
  ///
  /// @param sweep of a directive that [Configured#with] knows
  public static Study of(List<Configured> servers, Sweep sweep, Frame frame) {
    List<Variant> variants = new ArrayList<>();
    for (Configured server : servers) {
      if (sweep.values().isEmpty()) {
        variants.add(variant(server, "", 0, frame));
      }
      for (long value : sweep.values()) {
        String argument = Long.toString(value);
        Configured changed = server.with(sweep.directive(), argument).orElseThrow();
        variants.add(variant(changed, " " + argument, value, frame));
      }
    }
    return new Study(sweep.directive(), variants);
  }

  private static Variant variant(Configured server, String value, long number, Frame frame) {
    Scenario scenario =
        new Scenario(
            server.mpm().shortName() + value,
            server.server(frame.startTime, frame.memory),
            frame.load,
            frame.backend,
            frame.machines,
            frame.balancer,
            frame.duration,
            frame.warmUp,
            frame.seed);
    return new Variant(server.mpm(), number, scenario);
  }

  /// In the order of the variants.
  public List<Outcome> run() {
    return Simulation.run(variants.stream().map(Variant::scenario).toList());
  }
}
