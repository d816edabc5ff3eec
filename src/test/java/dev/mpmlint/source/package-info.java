/// Tests of dev.mpmlint.source.
@NullMarked
package dev.mpmlint.source;

import org.jspecify.annotations.NullMarked;
