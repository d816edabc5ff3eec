/// Pages that stand alone: HTML that cannot be left unescaped, a skeleton with everything inline, tables, and charts over
/// time as SVG. Takes plain data, knows nothing of httpd.
@NullMarked
package dev.mpmlint.report.html;

import org.jspecify.annotations.NullMarked;
