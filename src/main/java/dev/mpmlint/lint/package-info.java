/// From what a user asks for (files, folders, options) to what was found: decides what each input is, reads it as
/// httpd would, and has the rules look at it. Prints nothing.
@NullMarked
package dev.mpmlint.lint;

import org.jspecify.annotations.NullMarked;
