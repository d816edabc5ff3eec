/// Two configurations side by side: what differs in effect, and what a running server needs to take the change over.
@NullMarked
package dev.mpmlint.compare;

import org.jspecify.annotations.NullMarked;
