/// The control process: reads the configuration, listens, starts children, replaces and stops them, as httpd's parent
/// does. The only part of the server that knows the reader.
@NullMarked
package dev.mpmlint.server.control;

import org.jspecify.annotations.NullMarked;
