/// Tests of dev.mpmlint.lsp.
@NullMarked
package dev.mpmlint.lsp;

import org.jspecify.annotations.NullMarked;
