package dev.mpmlint.verify.scenario;

import dev.mpmlint.httpd.Modules;
import dev.mpmlint.mpm.MpmDirective;
import java.util.Locale;
import java.util.Set;

/// What a scratch copy keeps: all that decides about processes, threads, connections and users, and nothing that could
/// run a program, write a file or reach beyond this machine. What is not named here is left out. Stateless.
final class Kept {
  private static final Set<String> DIRECTIVES =
      Set.of(
          "keepalive", "keepalivetimeout", "maxkeepaliverequests", "timeout", "requestreadtimeout", "protocols",
          "protocolshonororder", "limitrequestbody", "limitrequestfields", "limitrequestfieldsize", "limitrequestline",
          "httpprotocoloptions", "sendbuffersize", "receivebuffersize", "listentcpdeferaccept", "acceptfilter",
          "servername", "serveralias", "sslengine", "sslprotocol", "sslhonorcipherorder", "sslcompression",
          "sslsessiontickets", "sslstrictsnivhostcheck", "sslinsecurerenegotiation", "extendedstatus", "enablesendfile", "enablemmap",
          "assignuseridexpr", "assigngroupidexpr", "limituidrange", "limitgidrange", "maxclientsvhost", "nicevalue",
          "enablecapabilities");

  /// Identifiers without `_module`.
  private static final Set<String> MODULES =
      Set.of(
          "authz_core", "authz_host", "access_compat", "alias", "dir", "mime", "env", "setenvif", "headers", "filter",
          "status", "reqtimeout", "unixd", "log_config", "logio", "version", "cgi", "cgid", "autoindex", "negotiation",
          "privileges", "mpm_itk", "http2", "ssl", "core", "so", "http", "watchdog");

  /// They run programs, whatever their arguments.
  private static final Set<String> COMMANDS =
      Set.of(
          "extfilterdefine", "fcgidwrapper", "wsgidaemonprocess", "wsgipythonhome", "fastcgiserver", "fastcgiexternalserver",
          "scriptalias", "scriptaliasmatch", "script", "action", "sslpassphrasedialog", "suexecusergroup", "perlrequire",
          "perlmodule", "perlpostconfigrequire", "perl", "passengerroot", "passengerruby", "loadfile",
          "scriptinterpretersource", "suphp_engine");

  /// They say where the server writes or reads; the scratch folder takes their place.
  private static final Set<String> PLACES =
      Set.of(
          "pidfile", "errorlog", "customlog", "transferlog", "globallog", "documentroot", "scoreboardfile",
          "defaultruntimedir", "coredumpdirectory", "lockfile", "scriptsock", "scriptlog");

  private Kept() {}

  /// Whether it names a place that the scratch folder takes.
  static boolean place(String key) {
    return PLACES.contains(key);
  }

  static boolean directive(String key) {
    return DIRECTIVES.contains(key) || MpmDirective.find(key).isPresent();
  }

  static boolean module(String identifier) {
    boolean mpm = Modules.find(identifier).filter(m -> m.isMpm()).isPresent();
    String name = identifier.endsWith("_module") ? identifier.substring(0, identifier.length() - "_module".length()) : identifier;
    return mpm || isPhp(identifier) || MODULES.contains(name);
  }

  /// Without which a server is another one.
  static boolean essential(String identifier) {
    return identifier.startsWith("mpm_") || isPhp(identifier);
  }

  static boolean isPhp(String identifier) {
    return identifier.startsWith("php");
  }

  /// Whether the line could run a program.
  static boolean command(String key, String args) {
    return COMMANDS.contains(key)
        || runs(args)
        || (key.equals("sethandler") || key.equals("addhandler")) && args.toLowerCase(Locale.ROOT).contains("cgi-script");
  }

  /// Whether the arguments name a program that is run as soon as a server starts, or asks it.
  static boolean runs(String args) {
    String words = args.toLowerCase(Locale.ROOT);
    String bare = words.startsWith("\"") || words.startsWith("'") ? words.substring(1) : words;
    return bare.startsWith("|") || words.contains(" prg:") || words.contains(" \"prg:") || words.contains("exec:");
  }
}
