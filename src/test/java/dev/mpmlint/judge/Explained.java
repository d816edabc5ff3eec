package dev.mpmlint.judge;

import dev.mpmlint.judge.Court.Judgement;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Why the two may differ in a case, each reason once. What none of them covers is a fault of ours.
///
/// The test holds to the list: no more than [#MOST] reasons, and each says what it covers.
enum Explained {
  SED_READS_BEYOND_ITS_END(
      "mod_sed compiles an address without a command, and s without a text, from bytes behind the end of the argument: what it"
          + " says changes from run to run",
      j -> has(j, "(?i)\\b(InputSed|OutputSed)\\b")),
  LUA_BYTE_CODE_HACK(
      "Lua_____ByteCodeHack is no directive but a door for mod_lua's own tests: it reports an error without a place",
      j -> has(j, "(?i)Lua_____ByteCodeHack")),
  NAMES_ARE_NOT_RESOLVED(
      "httpd asks the resolver for the host names of Listen, ProxySourceAddress, RemoteIP… and Allow from; mpmlint asks nobody",
      j ->
          has(j, "(?i)^\\W*(Listen|ProxySourceAddress|RemoteIP\\w+|HeartbeatListen|HeartbeatAddress|Allow|Deny)\\b")
              && !j.httpd().toString().contains("Invalid command")),
  PROXY_HTML_CONDITIONS(
      "a condition behind ProxyHTMLURLMap is rewritten from its old form before it is parsed, which mpmlint does not repeat",
      j -> has(j, "(?i)\\bProxyHTMLURLMap\\s+\\S+\\s+\\S+\\s+\\S+")),
  SCANNER_JAMS(
      "a text that ends in the middle of an escape ends httpd on the spot, without a place; mpmlint refuses the line",
      j -> j.httpd().toString().contains("flex scanner jammed") && j.ours().toString().contains("flex scanner jammed")),
  LUA_SECTIONS(
      "<LuaHook…> and <LuaQuickHandler> hold a program in Lua, which httpd reads and compiles while reading; mpmlint skips it",
      j -> has(j, "(?i)<Lua"));

  /// So many reasons there may be.
  static final int MOST = 20;

  private final String why;
  @SuppressWarnings("ImmutableEnumChecker")
  private final Predicate<Judgement> covers;

  Explained(String why, Predicate<Judgement> covers) {
    this.why = why;
    this.covers = covers;
  }

  String why() {
    return why;
  }

  static boolean covers(Judgement judgement) {
    for (Explained each : values()) {
      if (each.covers.test(judgement)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the line that one of the two names matches.
  private static boolean has(Judgement j, String regex) {
    Pattern pattern = Pattern.compile(regex);
    return pattern.matcher(line(j, j.httpd())).find() || pattern.matcher(line(j, j.ours())).find();
  }

  private static String line(Judgement j, Verdict verdict) {
    String[] lines = j.of().text().split("\n", -1);
    if (!(verdict instanceof Verdict.Refused(var _, var file, int line, String _))) {
      return "";
    }
    // An error without a place, as that of a crash: the whole case is looked at.
    return file == null || line < 1 || line > lines.length ? j.of().text().strip() : lines[line - 1].strip();
  }
}
