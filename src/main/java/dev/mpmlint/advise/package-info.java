/// The advisor: ceilings and floors, queueing, and what is known of the load and the machine, made into a recommendation.
@NullMarked
package dev.mpmlint.advise;

import org.jspecify.annotations.NullMarked;
