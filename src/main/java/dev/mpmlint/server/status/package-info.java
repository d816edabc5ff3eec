/// `/server-status`: the scoreboard as httpd's mod_status shows it.
@NullMarked
package dev.mpmlint.server.status;

import org.jspecify.annotations.NullMarked;
