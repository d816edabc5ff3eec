@NullMarked
package dev.mpmlint.report.html;

import org.jspecify.annotations.NullMarked;
