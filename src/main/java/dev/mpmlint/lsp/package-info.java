/// The language server: what editors ask, answered from what the other packages know. No knowledge of httpd here.
@NullMarked
package dev.mpmlint.lsp;

import org.jspecify.annotations.NullMarked;
