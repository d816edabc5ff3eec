@NullMarked
package dev.mpmlint.verify.scenario;

import org.jspecify.annotations.NullMarked;
