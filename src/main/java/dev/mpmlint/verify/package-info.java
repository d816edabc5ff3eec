/// The proof: boots a configuration and shows what it really does.
@NullMarked
package dev.mpmlint.verify;

import org.jspecify.annotations.NullMarked;
