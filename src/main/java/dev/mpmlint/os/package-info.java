/// The few calls of the operating system that Java has no method for: the only package with restricted calls.
/// Linux with a 64-bit C library.
@NullMarked
package dev.mpmlint.os;

import org.jspecify.annotations.NullMarked;
