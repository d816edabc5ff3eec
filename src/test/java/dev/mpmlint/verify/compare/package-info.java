@NullMarked
package dev.mpmlint.verify.compare;

import org.jspecify.annotations.NullMarked;
