/// What tests share: optional real components, and the real httpd as a judge.
@NullMarked
package dev.mpmlint.support;

import org.jspecify.annotations.NullMarked;
