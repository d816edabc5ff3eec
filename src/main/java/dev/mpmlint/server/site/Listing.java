package dev.mpmlint.server.site;

import dev.mpmlint.server.content.FolderListing;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// mod_autoindex: answers with the list of a folder. Thread-safe.
final class Listing {
  private final Walk walk;
  private final Errors errors;
  private final Log log;

  Listing(Walk walk, Errors errors, Log log) {
    this.walk = walk;
    this.errors = errors;
    this.log = log;
  }

  /// The list, or 403 where Options does not allow Indexes.
  Outcome answer(Exchange exchange, HostConf host, Resolution r) {
    if (!r.conf.option(DirConf.INDEXES)) {
      List<String> names = r.conf.directoryIndex.isEmpty() ? Serving.STANDARD_INDEX : r.conf.directoryIndex;
      log.log(
          Level.ERROR,
          "autoindex",
          "AH01276: Cannot serve directory " + r.file + ": No matching DirectoryIndex (" + String.join(",", names)
              + ") found, and server-generated directory index forbidden by Options directive",
          exchange);
      return Outcome.failed(403, r.conf);
    }
    IndexStyle style = r.conf.indexStyle;
    try {
      String page =
          FolderListing.page(
              Path.of(r.file),
              r.path,
              errors.signature(exchange, host, r.conf, ""),
              Boolean.TRUE.equals(style.foldersFirst()),
              Boolean.TRUE.equals(style.ignoreCase()),
              (name, _) -> !style.ignores(name) && listed(host, r.path + name));
      String charset = style.charset() == null ? "ISO-8859-1" : style.charset();
      String type = style.type() == null ? "text/html" : style.type();
      exchange.response().headers().set("Content-Type", type + ";charset=" + charset);
      exchange.response().body(Errors.text(exchange, page));
      return Outcome.failed(0, r.conf);
    } catch (IOException _) {
      log.log(Level.ERROR, "autoindex", "AH01275: Can't open directory for index: " + r.file, exchange);
      return Outcome.failed(403, r.conf);
    }
  }

  /// Only what could be asked for is listed: `Require all denied` hides it.
  private boolean listed(HostConf host, String path) {
    Resolution r = walk.look(host, path);
    return r.kind != Resolution.Kind.REFUSED && !(r.conf.authz instanceof Access.Group g && g.deniesAll());
  }
}
