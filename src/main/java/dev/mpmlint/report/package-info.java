/// Findings and plans as text for people and programs: one class an output format.
@NullMarked
package dev.mpmlint.report;

import org.jspecify.annotations.NullMarked;
