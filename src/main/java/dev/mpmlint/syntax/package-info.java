/// Lines and words of httpd's configuration language: the ANTLR grammar's one door, the AST, and its builder.
@NullMarked
package dev.mpmlint.syntax;

import org.jspecify.annotations.NullMarked;
