@NullMarked
package dev.mpmlint.server.tls;

import org.jspecify.annotations.NullMarked;
