/// What the control process hands to its children: the pool's numbers and every directive that counts.
@NullMarked
package dev.mpmlint.server.settings;

import org.jspecify.annotations.NullMarked;
