/// A configuration's scratch copy: what of it is kept, replaced or left out, and the folder that it stands in.
@NullMarked
package dev.mpmlint.verify.scenario;

import org.jspecify.annotations.NullMarked;
