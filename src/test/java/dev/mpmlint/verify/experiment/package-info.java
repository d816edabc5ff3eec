@NullMarked
package dev.mpmlint.verify.experiment;

import org.jspecify.annotations.NullMarked;
