@NullMarked
package dev.mpmlint.server.probe;

import org.jspecify.annotations.NullMarked;
