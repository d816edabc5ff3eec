/// What can be wrong with a configuration: one class a rule, its documentation page beside it in resources.
@NullMarked
package dev.mpmlint.rules;

import org.jspecify.annotations.NullMarked;
