package dev.mpmlint.verify.model;

/// The server at one moment, seen from outside.
///
/// @param seconds since the trial began
/// @param processes children
/// @param threads workers of all children
/// @param busy workers that hold a request
/// @param idle workers that hold none
/// @param waiting connections that no child has taken
/// @param requestsPerSecond answers since the sample before, per second
/// @param latencyMillis the median of the answers since the sample before; NaN where there was none
public record Sample(
    double seconds,
    int processes,
    int threads,
    int busy,
    int idle,
    int waiting,
    double requestsPerSecond,
    double latencyMillis) {}
