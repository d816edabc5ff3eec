@NullMarked
package dev.mpmlint.advise.simulate;

import org.jspecify.annotations.NullMarked;
