package dev.mpmlint.verify.experiment;

import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Sample;
import java.util.List;

/// Is told what happens. Called by several threads.
public interface Progress {
  void begins(String engine, List<Experiment> experiments);

  void sees(String engine, List<Experiment> experiments, Sample sample);

  void ends(String engine, List<Experiment> experiments);

  /// Tells nobody.
  Progress SILENT =
      new Progress() {
        @Override
        public void begins(String engine, List<Experiment> experiments) {}

        @Override
        public void sees(String engine, List<Experiment> experiments, Sample sample) {}

        @Override
        public void ends(String engine, List<Experiment> experiments) {}
      };
}
