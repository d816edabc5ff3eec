/// Dynamic content: scripts run by FastCGI (mod_proxy_fcgi), as CGI (mod_cgi, mod_actions, suPHP) and inside the server
/// (a stand-in for mod_php). Found through [Gateways]; loaded only when a configuration asks for it.
@NullMarked
package dev.mpmlint.server.gateway;

import org.jspecify.annotations.NullMarked;
