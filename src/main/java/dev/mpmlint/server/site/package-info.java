/// From the lines of a configuration to answers: virtual hosts, the walk over directories, access, handlers, errors.
@NullMarked
package dev.mpmlint.server.site;

import org.jspecify.annotations.NullMarked;
