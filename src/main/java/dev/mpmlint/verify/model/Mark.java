package dev.mpmlint.verify.model;

/// Something that the trial did, or that happened: a line across its chart.
///
/// @param seconds since the trial began
/// @param words `180 slow requests`, `a child is killed`
public record Mark(double seconds, String words) {}
