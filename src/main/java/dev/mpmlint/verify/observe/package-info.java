/// A server seen from outside: its processes, threads, memory and sockets, as the kernel shows them.
@NullMarked
package dev.mpmlint.verify.observe;

import org.jspecify.annotations.NullMarked;
