/// Shell wildcards, as readers of configurations and servers compare them.
@NullMarked
package dev.mpmlint.glob;

import org.jspecify.annotations.NullMarked;
