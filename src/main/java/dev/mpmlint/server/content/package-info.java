/// What answers are made of: files, ranges, conditions, listings of folders, error pages.
@NullMarked
package dev.mpmlint.server.content;

import org.jspecify.annotations.NullMarked;
