/// Tests of dev.mpmlint.syntax.
@NullMarked
package dev.mpmlint.syntax;

import org.jspecify.annotations.NullMarked;
