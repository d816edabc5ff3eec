@NullMarked
package dev.mpmlint.server.status;

import org.jspecify.annotations.NullMarked;
