@NullMarked
package dev.mpmlint.repl;

import org.jspecify.annotations.NullMarked;
