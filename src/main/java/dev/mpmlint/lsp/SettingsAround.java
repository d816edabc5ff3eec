package dev.mpmlint.lsp;

import dev.mpmlint.policy.FileSettings;
import java.nio.file.Path;

/// Which settings file holds for a place; asked anew for each look, since the file may be edited as well. Never fails: one
/// with a fault holds nothing.
public interface SettingsAround {
  FileSettings of(Path place);
}
