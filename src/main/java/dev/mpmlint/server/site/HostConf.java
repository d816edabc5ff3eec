package dev.mpmlint.server.site;

import dev.mpmlint.glob.Wildcards;
import dev.mpmlint.server.exchange.Host;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A virtual host, or the main server, compiled. Immutable but for its cache; shared by all threads.
///
/// @param aliases ServerAlias
/// @param addresses what its `<VirtualHost>` line names; empty for the main server
/// @param base what holds everywhere in it
/// @param folders `<Directory>` sections, the shorter paths first
/// @param folderRegexes `<DirectoryMatch>` sections
/// @param locations `<Location>` and `<LocationMatch>` sections in order
/// @param namedPort the port that ServerName says; 0 when it says none
/// @param documentRoot without a slash at its end
/// @param canonicalName UseCanonicalName On
/// @param trace TraceEnable: `on`, `off` or `extended`
/// @param mergeSlashes MergeSlashes
/// @param admin ServerAdmin
/// @param named whether a ServerName or the like was written
record HostConf(
    Host host,
    List<String> aliases,
    List<Address> addresses,
    DirConf base,
    List<SectionConf> folders,
    List<SectionConf> folderRegexes,
    List<SectionConf> locations,
    List<AliasRule> aliasRules,
    List<AliasRule> redirects,
    int namedPort,
    String documentRoot,
    boolean canonicalName,
    String trace,
    boolean mergeSlashes,
    String admin,
    boolean named,
    ResolutionCache cache) {

  /// One address of a `<VirtualHost>` line.
  ///
  /// @param ip null for `*` and `_default_`
  /// @param port 0 for any
  record Address(@Nullable InetAddress ip, int port) {}

  /// Whether a name of a request is this host's.
  boolean isNamed(String name) {
    if (named && host.name().equalsIgnoreCase(name)) {
      return true;
    }
    for (String alias : aliases) {
      if (alias.equalsIgnoreCase(name)
          || (Wildcards.isPattern(alias)
              && Wildcards.stars(alias.toLowerCase(java.util.Locale.ROOT), name.toLowerCase(java.util.Locale.ROOT)))) {
        return true;
      }
    }
    return false;
  }
}
