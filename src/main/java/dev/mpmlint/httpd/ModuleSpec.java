package dev.mpmlint.httpd;

import java.util.List;

/// A module of httpd, or a third-party one that is often seen: a row of `modules.tsv`.
///
/// @param identifier the symbol that LoadModule names: `mpm_event_module`
/// @param source what `<IfModule x.c>` compares with: `event.c`
/// @param files the base names its shared object is known by, the usual one first; empty if it is compiled in only
/// @param status the manual's: Core, MPM, Base, Extension, Experimental, Deprecated, Test; or Removed, Trunk,
///     ThirdParty
/// @param brief what it is for
/// @param threadSafe whether it may run under a threaded MPM
/// @param whyNot why it is unsafe, or empty
/// @param mpmNote what it has to do with MPMs, or empty
/// @param inDebian how the Debian build of 2.4.71 has it
/// @param since the first version that has it, or empty
/// @param directivesKnown whether [Directives] lists all that it defines
/// @param safeFiles those of its files that are built to be thread-safe though the module as such is not
public record ModuleSpec(
    String identifier,
    String source,
    List<String> files,
    String status,
    String brief,
    ThreadSafety threadSafe,
    String whyNot,
    String mpmNote,
    Build inDebian,
    String since,
    boolean directivesKnown,
    List<String> safeFiles) {

  /// May it run in a process with several threads?
  public enum ThreadSafety {
    /// Part of httpd, or vouched for.
    YES,
    /// Known to be unsafe, or to refuse it; the row says why.
    NO,
    /// Nobody vouches for it.
    UNKNOWN
  }

  /// How a build has a module.
  public enum Build {
    STATIC,
    SHARED,
    ABSENT
  }

  public ModuleSpec {
    files = List.copyOf(files);
    safeFiles = List.copyOf(safeFiles);
  }

  /// Whether it may run under a threaded MPM when loaded from that file, which has whatever folder before it: PHP's
  /// `php8apache2_4.dll` and `libphp-zts.so` may, `libphp8.2.so` may not.
  public ThreadSafety threadSafe(String file) {
    return safeFiles.contains(Modules.baseName(file)) ? ThreadSafety.YES : threadSafe;
  }

  /// Whether it is one of the MPMs themselves; mpm-itk is not.
  public boolean isMpm() {
    return identifier.startsWith("mpm_") && !identifier.equals("mpm_itk_module");
  }

  public boolean isThirdParty() {
    return status.equals("ThirdParty");
  }

  /// The name without its `_module`: `mpm_event`.
  public String shortName() {
    return identifier.endsWith("_module")
        ? identifier.substring(0, identifier.length() - "_module".length())
        : identifier;
  }
}
