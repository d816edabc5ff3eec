/// Tests of the command line.
@NullMarked
package dev.mpmlint.cli;

import org.jspecify.annotations.NullMarked;
