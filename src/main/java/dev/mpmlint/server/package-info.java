/// The bundled server: it runs the configured MPM with real processes and threads. The control process ([dev.mpmlint.server.control])
/// reads the configuration; its children get the lines that count ([dev.mpmlint.server.settings]) and nothing of the reader.
@NullMarked
package dev.mpmlint.server;

import org.jspecify.annotations.NullMarked;
