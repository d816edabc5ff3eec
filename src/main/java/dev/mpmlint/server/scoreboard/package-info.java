/// The scoreboard: a file mapped by the control process and all children, in which each worker says what it does.
@NullMarked
package dev.mpmlint.server.scoreboard;

import org.jspecify.annotations.NullMarked;
