/// The discrete-event simulation of pools: time jumps from one event to the next, and once a simulated second each control
/// process does what the server's does, by the very same functions of [dev.mpmlint.mpm].
@NullMarked
package dev.mpmlint.advise.simulate;

import org.jspecify.annotations.NullMarked;
