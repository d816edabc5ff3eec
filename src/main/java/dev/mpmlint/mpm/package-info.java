/// The MPMs themselves: kinds, limits, defaults, and what httpd makes of every number that was written.
@NullMarked
package dev.mpmlint.mpm;

import org.jspecify.annotations.NullMarked;
