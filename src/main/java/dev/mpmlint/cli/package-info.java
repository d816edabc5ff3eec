/// The command line: options in, exit code out; no knowledge of Apache.
@NullMarked
package dev.mpmlint.cli;

import org.jspecify.annotations.NullMarked;
