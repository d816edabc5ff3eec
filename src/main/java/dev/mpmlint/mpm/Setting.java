package dev.mpmlint.mpm;

import dev.mpmlint.config.Occurrence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One number of an MPM, from what was written to what holds.
///
/// @param written the argument as written, null when nothing sets it
/// @param requested what httpd reads from that text (C's `atoi`, wrapping to 32 bits), or the default
/// @param effective what the running server uses
/// @param origin the winning line, or the default
/// @param corrections what happened in between, in httpd's order
/// @param overridden earlier lines that set the same number in vain, in reading order
public record Setting(
    MpmDirective directive,
    @Nullable String written,
    double requested,
    double effective,
    Origin origin,
    List<Correction> corrections,
    List<Occurrence> overridden) {
  public Setting {
    corrections = List.copyOf(corrections);
    overridden = List.copyOf(overridden);
  }

  public boolean isDefault() {
    return origin instanceof Origin.Default;
  }
}
