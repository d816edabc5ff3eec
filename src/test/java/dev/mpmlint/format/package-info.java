/// Tests of dev.mpmlint.format.
@NullMarked
package dev.mpmlint.format;

import org.jspecify.annotations.NullMarked;
