package dev.mpmlint.mpm;

/// A value that httpd does not correct: it refuses to start.
///
/// @param directive whose value it is
/// @param text httpd's own words, without `Syntax error on line N of FILE:`
public record Refusal(MpmDirective directive, String text) {}
