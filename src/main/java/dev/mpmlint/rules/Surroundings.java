package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;

/// The server that reads a `.htaccess`.
///
/// @param server its whole configuration
/// @param folder the folder in which the file lies, as the server names it
public record Surroundings(Configuration server, String folder) {}
