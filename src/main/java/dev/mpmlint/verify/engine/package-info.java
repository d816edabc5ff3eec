/// Servers to experiment on, seen from outside only: the bundled one and an installed httpd behind one interface.
@NullMarked
package dev.mpmlint.verify.engine;

import org.jspecify.annotations.NullMarked;
