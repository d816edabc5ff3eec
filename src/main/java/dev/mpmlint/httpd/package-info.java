/// What httpd knows, as data: directives, modules, layouts, versions and AH numbers.
@NullMarked
package dev.mpmlint.httpd;

import org.jspecify.annotations.NullMarked;
