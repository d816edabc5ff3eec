package dev.mpmlint.cli;

import dev.mpmlint.config.Overlay;
import dev.mpmlint.edit.CannotEditException;
import dev.mpmlint.edit.Rereading;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.rules.Subject;

/// An input read again with changes, those besides that the settings have already.
record Reread(Input input, Settings settings) implements Rereading {
  @Override
  public Read read(Overlay changes) throws CannotEditException {
    try {
      Checked checked = Linter.read(input, settings.withOverlay(settings.overlay().with(changes)));
      Subject subject = checked.subjects().getFirst();
      return new Read(subject.configuration(), subject.mpm());
    } catch (CannotLintException e) {
      throw new CannotEditException(String.valueOf(e.getMessage()));
    }
  }
}
