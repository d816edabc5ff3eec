/// Handlers by which `mpmlint verify` sees from outside who serves, and disturbs it. They exist only where
/// [dev.mpmlint.server.settings.ServerSettings#probes()] says so.
@NullMarked
package dev.mpmlint.server.probe;

import org.jspecify.annotations.NullMarked;
