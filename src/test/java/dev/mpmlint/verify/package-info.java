@NullMarked
package dev.mpmlint.verify;

import org.jspecify.annotations.NullMarked;
