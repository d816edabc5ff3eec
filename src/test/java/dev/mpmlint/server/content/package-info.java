@NullMarked
package dev.mpmlint.server.content;

import org.jspecify.annotations.NullMarked;
