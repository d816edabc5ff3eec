/// Evaluation of a configuration in the order and with the effects that httpd's own reader has.
@NullMarked
package dev.mpmlint.config;

import org.jspecify.annotations.NullMarked;
