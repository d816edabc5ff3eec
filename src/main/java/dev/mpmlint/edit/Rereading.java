package dev.mpmlint.edit;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Overlay;
import dev.mpmlint.mpm.MpmOutcome;

/// Reads the configuration in question as it would be with some changes made.
public interface Rereading {
  /// @param configuration what httpd would read
  /// @param mpm which MPM it would end up with
  record Read(Configuration configuration, MpmOutcome mpm) {}

  /// @throws CannotEditException when it cannot be read at all
  Read read(Overlay changes) throws CannotEditException;
}
