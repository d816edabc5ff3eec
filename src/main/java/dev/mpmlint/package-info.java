/// mpmlint: a linter, an advisor and a proof for Apache httpd configurations.
@NullMarked
package dev.mpmlint;

import org.jspecify.annotations.NullMarked;
