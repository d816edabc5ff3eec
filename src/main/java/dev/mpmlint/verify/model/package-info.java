/// What a proof consists of: promises, observations, verdicts, and what was seen over time. Immutable values.
@NullMarked
package dev.mpmlint.verify.model;

import org.jspecify.annotations.NullMarked;
