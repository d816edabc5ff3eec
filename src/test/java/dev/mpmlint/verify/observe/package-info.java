@NullMarked
package dev.mpmlint.verify.observe;

import org.jspecify.annotations.NullMarked;
