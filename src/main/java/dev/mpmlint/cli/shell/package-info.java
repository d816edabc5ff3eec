/// What the program tells of itself to shells and to man(1): completions and manual pages, made from one outline of its
/// commands when it is packaged.
@NullMarked
package dev.mpmlint.cli.shell;

import org.jspecify.annotations.NullMarked;
