package dev.mpmlint.judge;

/// A configuration for both judges.
///
/// @param family which generator made it
/// @param mpm the MPM that is loaded before it
/// @param text what is included behind the lines that load the modules; one char per byte
record Case(String family, String mpm, String text) {}
