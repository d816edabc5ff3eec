@NullMarked
package dev.mpmlint.report.site;

import org.jspecify.annotations.NullMarked;
