/// Reading, compared with the real httpd wherever that speaks.
@NullMarked
package dev.mpmlint.config;

import org.jspecify.annotations.NullMarked;
