package dev.mpmlint.verify.model;

/// A line of the configuration that the scratch copy has otherwise, or not at all.
///
/// @param what the line as it stands, shortened: `CustomLog "|/usr/bin/rotatelogs …"`
/// @param by what stands for it; empty when it is left out
/// @param command whether it would have run a program
public record Replacement(Source at, String what, String by, boolean command) {}
