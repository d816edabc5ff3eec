/// A request and its answer as handlers see them, whatever connection, MPM or protocol is below.
@NullMarked
package dev.mpmlint.server.exchange;

import org.jspecify.annotations.NullMarked;
