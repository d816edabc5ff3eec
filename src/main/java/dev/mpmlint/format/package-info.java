/// Lays configuration files out: indentation and the spacing around names, and nothing that httpd reads.
@NullMarked
package dev.mpmlint.format;

import org.jspecify.annotations.NullMarked;
