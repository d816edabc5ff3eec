@NullMarked
package dev.mpmlint.server.http;

import org.jspecify.annotations.NullMarked;
