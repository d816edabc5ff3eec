/// Tests of edits, diffs and files that are replaced.
@NullMarked
package dev.mpmlint.edit;

import org.jspecify.annotations.NullMarked;
