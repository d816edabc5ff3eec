package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.Exchange;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What scripts are told, or depend on, that only the site knows: it has mapped the path and walked the directories. Used
/// by all worker threads at once.
public interface Surroundings {
  /// What the `Server` field says, for SERVER_SOFTWARE: `Apache/2.4.71 (Debian)`.
  String software();

  /// The virtual host's DocumentRoot.
  String documentRoot(Exchange exchange);

  /// Whether the file may be run as a script: `Options ExecCGI`, or ScriptAlias led to it.
  boolean executable(Exchange exchange);

  /// The path's part that Alias or ScriptAlias replaced (`/cgi-bin/`); empty when none did.
  String contextPrefix(Exchange exchange);

  /// What it was replaced by; DocumentRoot when nothing was.
  String contextDocumentRoot(Exchange exchange);

  /// The file that a path would be mapped to, for PATH_TRANSLATED; null when it is mapped to none.
  ///
  /// @param path decoded, beginning with `/`
  @Nullable String translate(Exchange exchange, String path);

  /// Answers with what a GET of another path of the same site gives: an internal redirect. REDIRECT_… variables are
  /// already in the exchange's environment.
  ///
  /// @param location path and query, encoded
  /// @return false when it cannot; nothing has been changed then
  boolean redirect(Exchange exchange, String location) throws IOException;
}
