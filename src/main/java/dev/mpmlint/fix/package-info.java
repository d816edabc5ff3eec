/// Makes the fixes of findings, in rounds until there is nothing more to fix. Writes nothing but what it is told to.
@NullMarked
package dev.mpmlint.fix;

import org.jspecify.annotations.NullMarked;
