/// The experiments: what a configuration promises, how it is tried, and what came of it.
@NullMarked
package dev.mpmlint.verify.experiment;

import org.jspecify.annotations.NullMarked;
