@NullMarked
package dev.mpmlint.server.site;

import org.jspecify.annotations.NullMarked;
