package dev.mpmlint.verify.scenario;

import java.util.List;

/// How an experiment needs the scratch copy.
///
/// @param patient whether Timeout and RequestReadTimeout are lifted, so that requests can be held for as long as it takes,
///     and MaxConnectionsPerChild, so that no child ends on the way
/// @param http2 whether mod_http2 and Protocols stay: its own threads would be counted otherwise
/// @param php whether mod_php stays where it is configured
/// @param scaled whether big numbers are divided
/// @param without directives that are left out
/// @param more lines at the end
public record Variant(
    boolean patient, boolean http2, boolean php, boolean scaled, List<String> without, List<String> more) {
  /// As it is, but for HTTP/2.
  public static final Variant PLAIN = new Variant(false, false, true, false, List.of(), List.of());

  /// For experiments that hold requests.
  public static final Variant PATIENT = new Variant(true, false, true, true, List.of(), List.of());

  public Variant {
    without = List.copyOf(without);
    more = List.copyOf(more);
  }

  public Variant with(List<String> without, List<String> more) {
    return new Variant(patient, http2, php, scaled, without, more);
  }
}
