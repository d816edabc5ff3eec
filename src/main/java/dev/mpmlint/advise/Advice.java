package dev.mpmlint.advise;

import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is recommended, and what it follows from. Immutable.
///
/// @param choice which MPM, and why
/// @param running the MPM that the configuration runs now; null where httpd does not start for want or excess of MPMs
/// @param inputs every number that was used, the assumed ones included
/// @param evidence what was seen beside the numbers: sentences without final period
/// @param ceilings no more workers than the least of them; the one that binds is [#binding]
/// @param floors as many workers as the greatest of them
/// @param now requests that are served at once now
/// @param workers requests that are to be served at once
/// @param verdict one sentence on how these two relate
/// @param numbers every number of the chosen MPM as it is to be, whether it changes or not; what `switch` writes
/// @param changes those that are not as they are to be
/// @param general what else to do, in the order of weight: sentences without final period
/// @param edits that make the changes
public record Advice(
    Choice choice,
    @Nullable Mpm running,
    Map<Quantity, Known> inputs,
    List<String> evidence,
    List<Ceiling> ceilings,
    List<Floor> floors,
    int now,
    int workers,
    String verdict,
    Confidence confidence,
    Map<MpmDirective, Long> numbers,
    List<Change> changes,
    List<String> general,
    List<TextEdit> edits) {
  /// @param itk whether mpm-itk is loaded upon it
  /// @param steps what leads to a better MPM than the one that is possible now
  public record Choice(Mpm mpm, boolean itk, List<Reason> reasons, List<String> steps) {
    public Choice {
      reasons = List.copyOf(reasons);
      steps = List.copyOf(steps);
    }

    /// `event`, `itk (on prefork)`.
    public String name() {
      return itk ? "itk (on prefork)" : mpm.shortName();
    }
  }

  /// @param sentence without final period
  /// @param at the line that causes it; null where none does
  public record Reason(String sentence, @Nullable Span at) {}

  /// What limits the number of workers.
  public enum Limit {
    MEMORY("memory"),
    STRUCTURE("structure"),
    BACKEND("backend"),
    OPEN_FILES("open files"),
    TASKS("pids"),
    CPU("processors");

    private final String label;

    Limit(String label) {
      this.label = label;
    }

    /// `memory allows `, `pids allow `.
    String allows() {
      return label + (label.endsWith("s") ? " allow " : " allows ");
    }

    public String label() {
      return label;
    }
  }

  /// @param formula with its numbers, ending in the result
  /// @param sanity whether it is a rule of thumb that binds nothing
  public record Ceiling(Limit limit, int workers, String formula, boolean sanity) {}

  /// What asks for workers.
  public enum Demand {
    LOAD("load"),
    KEEP_ALIVE("keep-alive"),
    OBSERVED("observed");

    private final String label;

    Demand(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /// @param formula with its numbers, ending in the result
  public record Floor(Demand demand, int workers, String formula) {}

  /// How far the recommendation can be trusted.
  public enum Level {
    LOW,
    MEDIUM,
    HIGH
  }

  /// @param why one clause
  /// @param raisedBy what would raise it, sentences without final period; empty when it is high
  public record Confidence(Level level, String why, List<String> raisedBy) {
    public Confidence {
      raisedBy = List.copyOf(raisedBy);
    }
  }

  /// @param from the value that is in effect now; null for another MPM than the one that runs
  /// @param at the line that sets it now; null where none does
  /// @param fullRestart whether a reload does not bring it into effect
  public record Change(
      MpmDirective directive, @Nullable Long from, long to, String why, @Nullable Span at, boolean fullRestart) {}

  public Advice {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    evidence = List.copyOf(evidence);
    ceilings = List.copyOf(ceilings);
    floors = List.copyOf(floors);
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    changes = List.copyOf(changes);
    general = List.copyOf(general);
    edits = List.copyOf(edits);
  }

  /// The least ceiling that is no rule of thumb.
  public Optional<Ceiling> binding() {
    return ceilings.stream().filter(c -> !c.sanity).min((a, b) -> Integer.compare(a.workers, b.workers));
  }

  /// The greatest floor.
  public Optional<Floor> demand() {
    return floors.stream().max((a, b) -> Integer.compare(a.workers, b.workers));
  }

  public boolean changesMpm() {
    return running != choice.mpm;
  }

  /// Whether a reload is not enough.
  public boolean needsFullRestart() {
    return changesMpm() || changes.stream().anyMatch(Change::fullRestart);
  }
}
