/// HTTP/1.0 and 1.1 without I/O: bytes in, requests out; answers as httpd gives them.
@NullMarked
package dev.mpmlint.server.http;

import org.jspecify.annotations.NullMarked;
