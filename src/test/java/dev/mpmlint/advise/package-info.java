@NullMarked
package dev.mpmlint.advise;

import org.jspecify.annotations.NullMarked;
