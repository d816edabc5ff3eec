/// The documentation as one static site: every rule, MPM, directive and message that `mpmlint explain` knows.
@NullMarked
package dev.mpmlint.report.site;

import org.jspecify.annotations.NullMarked;
