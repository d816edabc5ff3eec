package dev.mpmlint.httpd;

import java.util.Set;

/// One directive as one module defines it: a row of `directives.tsv`. Facts of httpd 2.4.71 and its manual.
///
/// @param name as httpd registers it: `MaxRequestWorkers`, and with its `<` for a section: `<Directory`
/// @param source the defining module's source name: `event.c`
/// @param module the defining module's identifier: `mpm_event_module`
/// @param status the manual's: Core, MPM, Base, Extension, Experimental, Deprecated, ThirdParty
/// @param documented the manual's contexts; empty for the undocumented
/// @param bits where the command table lets it stand; empty if it only exists in the manual
/// @param form what arguments it takes
/// @param execOnRead whether it acts while the file is read, and not in the walk after that
/// @param inVhost what 2.4.71 does with it inside `<VirtualHost>`
/// @param byDefault the manual's default, or empty
/// @param since the first version that has it, or empty
/// @param note what is special about it, or empty
/// @param inDebian whether the Debian build of 2.4.71 has it
public record DirectiveSpec(
    String name,
    String source,
    String module,
    String status,
    Set<DirectiveContext> documented,
    Set<OverrideBit> bits,
    ArgForm form,
    boolean execOnRead,
    InVhost inVhost,
    String byDefault,
    String since,
    String note,
    boolean inDebian) {

  /// What httpd was seen to do with a directive inside `<VirtualHost>`.
  public enum InVhost {
    /// Accepted there.
    ACCEPTED,
    /// Refused: "cannot occur within".
    REFUSED,
    /// Not tried.
    UNKNOWN;

    /// As the table has it.
    public static InVhost of(String cell) {
      return switch (cell) {
        case "yes" -> ACCEPTED;
        case "no" -> REFUSED;
        default -> UNKNOWN;
      };
    }
  }

  public DirectiveSpec {
    documented = Set.copyOf(documented);
    bits = Set.copyOf(bits);
  }

  public boolean isSection() {
    return name.startsWith("<");
  }

  /// `<Directory>` for a section, the plain name otherwise.
  public String title() {
    return isSection() ? name + ">" : name;
  }

  /// Whether it may stand outside all per-directory sections.
  public boolean atServer() {
    return any(Where.SERVER);
  }

  /// Whether it may stand in a per-directory section.
  public boolean inDirectory() {
    return any(Where.DIRECTORY);
  }

  /// Whether it may stand in a Proxy section.
  public boolean inProxy() {
    return inDirectory() || bits.contains(OverrideBit.PROXY_CONF);
  }

  /// Whether it may stand in `.htaccess`.
  public boolean inHtaccess() {
    return any(Where.HTACCESS);
  }

  private boolean any(Where where) {
    for (OverrideBit bit : bits) {
      boolean here =
          switch (where) {
            case SERVER -> bit.atServer();
            case DIRECTORY -> bit.inDirectory();
            case HTACCESS -> bit.inHtaccess();
          };
      if (here) {
        return true;
      }
    }
    return false;
  }

  private enum Where {
    SERVER,
    DIRECTORY,
    HTACCESS
  }
}
