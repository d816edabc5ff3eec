/// Tests of dev.mpmlint.compare.
@NullMarked
package dev.mpmlint.compare;

import org.jspecify.annotations.NullMarked;
