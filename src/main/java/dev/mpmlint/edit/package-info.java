/// Changing files: edits that keep every other byte, what they change as a unified diff, and files that are replaced
/// as a whole or not at all.
@NullMarked
package dev.mpmlint.edit;

import org.jspecify.annotations.NullMarked;
