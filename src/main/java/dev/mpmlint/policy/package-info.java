/// What of the findings is to be reported, and how bad it is: settings files, profiles, suppressing comments, baselines.
/// Takes what was found, gives what is to be said. Prints nothing.
@NullMarked
package dev.mpmlint.policy;

import org.jspecify.annotations.NullMarked;
