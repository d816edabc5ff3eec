package dev.mpmlint.mpm;

import dev.mpmlint.config.LoadedModule;
import java.util.List;

/// Which MPM a configuration ends up with.
public sealed interface MpmOutcome {
  /// Exactly one: the server can run.
  record One(MpmPlan plan) implements MpmOutcome {}

  /// None: httpd refuses to start (AH00534 "No MPM loaded.").
  record None() implements MpmOutcome {}

  /// More than one, in the order of loading: httpd refuses to start (AH00534 "More than one MPM loaded.").
  record Several(List<LoadedModule> modules) implements MpmOutcome {
    public Several {
      modules = List.copyOf(modules);
    }
  }

  /// A fragment that does not say; `plans` are what it means for each MPM that it mentions, possibly none.
  record Open(List<MpmPlan> plans) implements MpmOutcome {
    public Open {
      plans = List.copyOf(plans);
    }
  }
}
