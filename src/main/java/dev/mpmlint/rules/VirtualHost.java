package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.glob.Wildcards;
import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A `<VirtualHost>` with what httpd finds it by (server/vhost.c): first its addresses, then, among those with the same
/// one, its names in the order of reading. Immutable.
///
/// @param open its opening line
/// @param addresses those that can be read
/// @param names those of its ServerName, then those of its ServerAlias lines
/// @param complete whether no line in it is left out that might name it
record VirtualHost(Occurrence open, List<Address> addresses, List<Name> names, boolean complete) {
  /// @param at where it is written
  record Address(Endpoint endpoint, Span at) {
    /// The same for addresses that httpd keeps in one list: `_default_:80` and `*:80` are.
    String key() {
      Endpoint.Kind kind = endpoint.kind();
      boolean any = kind == Endpoint.Kind.ANY || endpoint.host().equals("_default_");
      return (any ? "*" : endpoint.host()) + " " + endpoint.port();
    }
  }

  /// @param text in lower case, without scheme and port
  record Name(String text, Span at) {
    boolean isWild() {
      return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    boolean covers(String other) {
      return Wildcards.stars(text, other);
    }
  }

  VirtualHost {
    addresses = List.copyOf(addresses);
    names = List.copyOf(names);
  }

  /// Where its name stands, or else where it begins.
  Span place() {
    return names.isEmpty() ? open.span() : names.getFirst().at();
  }

  /// Those that count, in the order of reading.
  static List<VirtualHost> all(Configuration configuration) {
    List<Occurrence> opened = configuration.active("virtualhost");
    if (opened.isEmpty()) {
      return List.of();
    }
    IdentityHashMap<Occurrence, List<Name>> serverNames = new IdentityHashMap<>();
    IdentityHashMap<Occurrence, List<Name>> aliases = new IdentityHashMap<>();
    IdentityHashMap<Occurrence, Boolean> open = new IdentityHashMap<>();
    for (Occurrence o : configuration.active("servername")) {
      Occurrence host = around(o);
      if (host != null && !o.words().isEmpty()) {
        Word word = o.words().getFirst();
        serverNames.put(host, List.of(new Name(bare(word.value()), word.span())));
      }
    }
    for (Occurrence o : configuration.active("serveralias")) {
      Occurrence host = around(o);
      if (host != null) {
        for (Word word : o.words()) {
          aliases.computeIfAbsent(host, _ -> new ArrayList<>()).add(new Name(word.value().toLowerCase(Locale.ROOT), word.span()));
        }
      }
    }
    for (String reading : List.of("include", "includeoptional", "use")) {
      for (Occurrence o : configuration.active(reading)) {
        Occurrence host = around(o);
        if (host != null) {
          open.put(host, true);
        }
      }
    }
    List<VirtualHost> hosts = new ArrayList<>(opened.size());
    for (Occurrence o : opened) {
      List<Name> names = new ArrayList<>(serverNames.getOrDefault(o, List.of()));
      names.addAll(aliases.getOrDefault(o, List.of()));
      hosts.add(new VirtualHost(o, addresses(o), names, !open.containsKey(o)));
    }
    return hosts;
  }

  private static @Nullable Occurrence around(Occurrence o) {
    Scope scope = o.place().scope();
    return scope != null && scope.key().equals("virtualhost") ? scope.open() : null;
  }

  private static List<Address> addresses(Occurrence open) {
    List<Address> addresses = new ArrayList<>(1);
    for (Word word : open.words()) {
      Endpoint endpoint = Endpoint.of(word);
      if (endpoint != null) {
        addresses.add(new Address(endpoint, word.span()));
      }
    }
    return addresses;
  }

  /// A ServerName without `http://` before it and the port behind it.
  static String bare(String serverName) {
    int scheme = serverName.indexOf("://");
    String rest = scheme < 0 ? serverName : serverName.substring(scheme + 3);
    int colon = rest.lastIndexOf(':');
    return (colon > rest.lastIndexOf(']') && colon >= 0 ? rest.substring(0, colon) : rest).toLowerCase(Locale.ROOT);
  }
}
