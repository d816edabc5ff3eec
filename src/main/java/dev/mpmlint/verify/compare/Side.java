package dev.mpmlint.verify.compare;

/// One configuration on one engine.
///
/// @param label tells it from the others: `A prefork`, or `A prefork, httpd`
/// @param file the configuration's main file
/// @param mpm its short name, `itk` for mpm-itk
/// @param summary one line: `4 processes at start, up to 10 processes × 25 threads = 250 simultaneous requests`
/// @param ceiling how many requests it serves at once, as it ran
/// @param engine `bundled` or `httpd`
/// @param version the engine's own words
public record Side(
    String label, String file, String mpm, String summary, int ceiling, String engine, String version, Run run) {}
