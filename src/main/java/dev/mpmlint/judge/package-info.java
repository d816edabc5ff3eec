/// What httpd says of each directive once everything is read: the walk over the tree (`ap_walk_config`, server/config.c)
/// with the checks of the command tables and of the directives' own functions, as far as they are known. Pure.
@NullMarked
package dev.mpmlint.judge;

import org.jspecify.annotations.NullMarked;
