package dev.mpmlint.httpd;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a distribution or platform lays httpd out. Rows of `httpd/layouts.tsv`; see [Layouts].
///
/// @param name as `--layout` takes it: `debian`, `rhel`, `alpine`, `arch`, `suse`, `docker`, `freebsd`, `macos`,
///     `windows`, `cpanel`, `upstream`
/// @param title as people say it: "Debian and Ubuntu"
/// @param os which operating system httpd runs on there
/// @param program the program's base name, as its messages show it: `apache2`, `httpd`
/// @param serverRoot the compiled-in ServerRoot (HTTPD_ROOT), an absolute path
/// @param mainFile the main configuration file (SERVER_CONFIG_FILE), relative to `serverRoot` or absolute
/// @param pidFile where the control process's id is written without a PidFile line (DEFAULT_PIDLOG), relative to
///     `serverRoot` or absolute
/// @param mainFiles other places (relative to a tree's top) where the main file is found, the most usual first
/// @param compiledIn source names of the modules that are compiled in, in the order of `httpd -l`
/// @param environmentFile the shell file that sets variables before httpd starts (Debian's `envvars`), relative to
///     `serverRoot` or absolute; null where there is none
/// @param environment what is in httpd's environment there where that file is missing: the values that the packages ship
/// @param defaultMpm short name of the MPM that the packages choose when the administrator does not
/// @param mpmChosenIn one sentence for people: where the MPM is chosen, and how
public record Layout(
    String name,
    String title,
    Os os,
    String program,
    String serverRoot,
    String mainFile,
    String pidFile,
    List<String> mainFiles,
    List<String> compiledIn,
    @Nullable String environmentFile,
    Map<String, String> environment,
    String defaultMpm,
    String mpmChosenIn) {

  /// The operating systems on which httpd's MPM defaults or paths differ.
  public enum Os {
    UNIX,
    WINDOWS,
    NETWARE,
    OS2,
    BEOS
  }

  public Layout {
    mainFiles = List.copyOf(mainFiles);
    compiledIn = List.copyOf(compiledIn);
    environment = Map.copyOf(environment);
  }
}
