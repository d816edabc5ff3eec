package dev.mpmlint.judge;

import dev.mpmlint.config.Scope;
import dev.mpmlint.httpd.DirectiveCheck.Place;
import dev.mpmlint.httpd.OverrideBit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What httpd's `cmd_parms` holds where a line stands.
///
/// @param scope the innermost section; null outside of all
/// @param allowed the bits in force (`override`), see [#bits]
/// @param virtual whether the line is in a virtual host
/// @param directory whether it is in a per-directory section (`path`)
/// @param limited whether it is in `<Limit>` or `<LimitExcept>`
/// @param authz the kind of the innermost `<Require…>` section that is open, in lower case; empty when there is none
record Context(@Nullable Scope scope, int allowed, boolean virtual, boolean directory, boolean limited, String authz) {
  private static final int LIMIT = 1;
  private static final int OPTIONS = 2;
  private static final int FILEINFO = 4;
  private static final int AUTHCFG = 8;
  private static final int INDEXES = 16;
  private static final int ALL = LIMIT | OPTIONS | FILEINFO | AUTHCFG | INDEXES;
  private static final int ACCESS = 64;
  private static final int RESOURCE = 128;
  private static final int PROXY = 2048;

  /// Outside of all sections of a server's configuration.
  static final Context SERVER = new Context(null, RESOURCE | OPTIONS | FILEINFO | INDEXES, false, false, false, "");

  /// In `.htaccess`, where AllowOverride is All.
  static final Context HTACCESS = new Context(null, ALL, false, true, false, "");

  /// A directive's own bits as httpd's `req_override` has them.
  static int bits(Set<OverrideBit> bits) {
    int sum = 0;
    for (OverrideBit bit : bits) {
      sum |=
          switch (bit) {
            case RSRC_CONF -> RESOURCE;
            case ACCESS_CONF -> ACCESS;
            case OR_LIMIT -> LIMIT;
            case OR_OPTIONS -> OPTIONS;
            case OR_FILEINFO -> FILEINFO;
            case OR_AUTHCFG -> AUTHCFG;
            case OR_INDEXES -> INDEXES;
            case OR_ALL -> ALL;
            case PROXY_CONF -> PROXY;
          };
    }
    return sum;
  }

  boolean allows(Set<OverrideBit> bits) {
    return bits.isEmpty() || (allowed & bits(bits)) != 0;
  }

  /// The context of a section's contents.
  Context inside(Scope section) {
    boolean htaccess = directory && scope == null;
    return switch (section.key()) {
      case "virtualhost" -> new Context(section, allowed, true, directory, limited, authz);
      case "directory", "directorymatch", "location", "locationmatch" ->
          new Context(section, ALL | ACCESS, virtual, true, limited, authz);
      case "files", "filesmatch", "if", "elseif", "else" ->
          new Context(section, htaccess ? allowed : ALL | ACCESS, virtual, true, limited, authz);
      case "proxy", "proxymatch" -> new Context(section, ALL | ACCESS | PROXY, virtual, true, limited, authz);
      case "limit", "limitexcept" -> new Context(section, allowed, virtual, directory, true, authz);
      case "authnprovideralias", "authzprovideralias" ->
          new Context(section, AUTHCFG | ACCESS, virtual, directory, limited, authz);
      case "requireall", "requireany", "requirenone" ->
          new Context(section, AUTHCFG, virtual, directory, true, section.key());
      default -> new Context(section, allowed, virtual, directory, limited, authz);
    };
  }

  /// What httpd says of a directive that its own function does not allow here (`ap_check_cmd_context`); null when it does.
  @Nullable String forbids(Set<Place> places, String name, boolean htaccess) {
    if (places.contains(Place.VHOST) && virtual) {
      return name + " cannot occur within <VirtualHost> section";
    }
    if (places.contains(Place.LIMIT) && limited) {
      return name + " cannot occur within <Limit> or <LimitExcept> section";
    }
    if (places.contains(Place.HTACCESS) && htaccess) {
      return name + " cannot occur within htaccess files";
    }
    if (places.contains(Place.ANY_DIRECTORY)) {
      return directory ? name + " cannot occur within directory context" : null;
    }
    for (Scope s = scope; s != null; s = s.parent()) {
      Place place = place(s.key());
      if (place == Place.MDOMAIN && places.contains(place)) {
        return name + " is not allowed inside an '<MDomainSet' context";
      }
      if (place != null && places.contains(place)) {
        return name + " cannot occur within " + Sections.title(s) + " section";
      }
    }
    return null;
  }

  private static @Nullable Place place(String section) {
    return switch (section) {
      case "directory", "directorymatch" -> Place.DIRECTORY;
      case "location", "locationmatch" -> Place.LOCATION;
      case "files", "filesmatch", "if", "elseif", "else" -> Place.FILES;
      case "proxy", "proxymatch" -> Place.PROXY;
      case "mdomain", "mdomainset" -> Place.MDOMAIN;
      default -> null;
    };
  }
}
