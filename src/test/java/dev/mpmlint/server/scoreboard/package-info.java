@NullMarked
package dev.mpmlint.server.scoreboard;

import org.jspecify.annotations.NullMarked;
