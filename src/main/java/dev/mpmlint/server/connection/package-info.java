/// Connections: bytes of a client to requests, answers to bytes.
@NullMarked
package dev.mpmlint.server.connection;

import org.jspecify.annotations.NullMarked;
