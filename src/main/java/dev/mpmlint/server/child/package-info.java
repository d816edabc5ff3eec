/// A child: the process that serves. Small, quick to start, and ignorant of how a configuration is read.
@NullMarked
package dev.mpmlint.server.child;

import org.jspecify.annotations.NullMarked;
