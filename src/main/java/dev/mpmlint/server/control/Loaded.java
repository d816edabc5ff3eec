package dev.mpmlint.server.control;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.mpm.MpmPlan;

/// A configuration that httpd would start with.
///
/// @param program the base name that httpd's messages begin with: `apache2`
public record Loaded(Configuration configuration, MpmPlan plan, String program) {}
