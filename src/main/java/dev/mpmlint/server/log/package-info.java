/// ErrorLog, CustomLog and TransferLog, as httpd writes them.
@NullMarked
package dev.mpmlint.server.log;

import org.jspecify.annotations.NullMarked;
