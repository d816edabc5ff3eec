/// The same load on several configurations, one after the other, and what became of it.
@NullMarked
package dev.mpmlint.verify.compare;

import org.jspecify.annotations.NullMarked;
