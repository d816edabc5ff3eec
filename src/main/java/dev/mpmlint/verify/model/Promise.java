package dev.mpmlint.verify.model;

import java.util.List;

/// One thing that the configuration promises.
///
/// @param id stable and unique in a report: `ceiling.at-once`
/// @param sentence one line: `150 requests are served at once`
/// @param from the lines that make the promise
public record Promise(Experiment experiment, String id, String sentence, List<Source> from, Expectation expected) {
  public Promise {
    from = List.copyOf(from);
  }
}
