/// Tests of the pipeline.
@NullMarked
package dev.mpmlint.lint;

import org.jspecify.annotations.NullMarked;
