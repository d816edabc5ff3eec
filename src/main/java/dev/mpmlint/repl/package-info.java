/// The conversation: a loaded configuration, questions about it, and what-ifs that are kept in memory until they are
/// written. Knows nothing of httpd; [dev.mpmlint.repl.Conversation] alone knows the terminal.
@NullMarked
package dev.mpmlint.repl;

import org.jspecify.annotations.NullMarked;
