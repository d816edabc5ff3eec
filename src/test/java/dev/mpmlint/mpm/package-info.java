@NullMarked
package dev.mpmlint.mpm;

import org.jspecify.annotations.NullMarked;
