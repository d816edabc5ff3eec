/// Clients that put a server under load and see what it does with them.
@NullMarked
package dev.mpmlint.verify.load;

import org.jspecify.annotations.NullMarked;
