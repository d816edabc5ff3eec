/// Whole processes against each other: the packaged program and the real httpd. Run by `mvn -Pbench verify`.
@NullMarked
package dev.mpmlint.bench;

import org.jspecify.annotations.NullMarked;
