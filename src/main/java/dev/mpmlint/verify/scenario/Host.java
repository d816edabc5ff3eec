package dev.mpmlint.verify.scenario;

import dev.mpmlint.verify.model.Source;

/// A virtual host of the scratch copy, or a place in it that has a user of its own.
///
/// @param name its ServerName, or what stands for it
/// @param port the number of a port of the scenario; -1 for all
/// @param path of a `<Location>`, `/private`; empty for the whole host
/// @param user who serves it under mpm-itk; empty when nothing says so
/// @param group of that user
/// @param expression of AssignUserIDExpr that says so; empty for none
/// @param at the line that says so, or that of the host
/// @param untried why nobody can tell here who serves it; empty when it can be told
public record Host(
    String name, int port, String path, String user, String group, String expression, Source at, String untried) {
  /// Whether mpm-itk is told who serves it.
  public boolean assigned() {
    return !user.isEmpty() || !untried.isEmpty();
  }
}
