/// Tests of the output formats.
@NullMarked
package dev.mpmlint.report;

import org.jspecify.annotations.NullMarked;
