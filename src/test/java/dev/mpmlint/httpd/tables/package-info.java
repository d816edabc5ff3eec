@NullMarked
package dev.mpmlint.httpd.tables;

import org.jspecify.annotations.NullMarked;
