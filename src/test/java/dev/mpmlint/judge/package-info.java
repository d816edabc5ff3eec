@NullMarked
package dev.mpmlint.judge;

import org.jspecify.annotations.NullMarked;
