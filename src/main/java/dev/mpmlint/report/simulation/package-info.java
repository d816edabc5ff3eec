/// `mpmlint simulate`'s results: for people, for programs, and as a page.
@NullMarked
package dev.mpmlint.report.simulation;

import org.jspecify.annotations.NullMarked;
