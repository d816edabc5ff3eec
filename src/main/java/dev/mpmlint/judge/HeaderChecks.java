package dev.mpmlint.judge;

import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the functions of mod_headers, mod_expires, mod_autoindex, mod_dir and mod_usertrack refuse. Stateless.
final class HeaderChecks {
  private HeaderChecks() {}

  // ---- mod_headers ----

  static @Nullable Complaint header(Call call) {
    List<Word> words = call.words();
    boolean response = call.spec().name().equals("Header");
    int at = 0;
    boolean condition = response && (call.value(0).equalsIgnoreCase("always") || call.value(0).equalsIgnoreCase("onsuccess"));
    if (condition) {
      at = 1;
    }
    String action = call.value(at).toLowerCase(Locale.ROOT);
    boolean known =
        Set.of("add", "set", "setifempty", "append", "merge", "unset", "note", "edit", "edit*").contains(action)
            || response && action.equals("echo");
    if (!known) {
      return Complaint.of(
          "first argument must be 'add', 'set', 'setifempty', 'append', 'merge', 'unset', 'echo', 'note', 'edit', or 'edit*'.",
          at < words.size() ? words.get(at) : null);
    }
    boolean edit = action.startsWith("edit");
    boolean alone = action.equals("unset") || action.equals("echo");
    String header = call.value(at + 1);
    int value = at + 2;
    if (alone) {
      String extra = call.value(value);
      if (action.equals("echo") && !PcreSyntax.accepts(header)) {
        return Complaint.of("Header echo regex could not be compiled", words.get(at + 1));
      }
      if (value < words.size() && !isCondition(extra)) {
        return Complaint.of("header " + action + " takes two arguments", words.get(value));
      }
      return rest(call, value);
    }
    if (value >= words.size()) {
      return Complaint.missing("header " + action + " requires three arguments");
    }
    if (edit) {
      if (!PcreSyntax.accepts(call.value(value))) {
        return Complaint.of("Header edit regex could not be compiled", words.get(value));
      }
      if (value + 1 >= words.size()) {
        return Complaint.missing("header edit requires four arguments");
      }
      Complaint format = format(call, value + 1);
      return format != null ? format : rest(call, value + 2);
    }
    Complaint format = format(call, value);
    return format != null ? format : rest(call, value + 1);
  }

  private static boolean isCondition(String word) {
    return word.equals("early") || word.regionMatches(true, 0, "env=", 0, 4) || word.regionMatches(true, 0, "expr=", 0, 5);
  }

  /// `early`, `env=…` or `expr=…` behind everything else.
  private static @Nullable Complaint rest(Call call, int from) {
    String word = call.value(from);
    if (from >= call.count()) {
      return null;
    }
    if (from + 1 < call.count()) {
      return Complaint.of("Too many arguments to directive", call.words().get(from + 1));
    }
    if (word.equals("early")) {
      return call.context().directory()
          ? Complaint.of("Header: early can only be set globally", call.words().get(from))
          : null;
    }
    if (word.regionMatches(true, 0, "expr=", 0, 5)) {
      String fault = ExpressionSyntax.fault(word.substring(5), false, call.server());
      return fault == null
          ? null
          : Complaint.of("Can't parse envclause/expression: " + Display.of(fault), call.words().get(from));
    }
    if (word.regionMatches(true, 0, "env=", 0, 4)) {
      return word.length() > 4 && !word.equals("env=!")
          ? null
          : Complaint.of("error: missing environment variable name. envclause should be in the form env=envar", call.words().get(from));
    }
    return Complaint.of("error: envclause should be in the form env=envar or expr=...", call.words().get(from));
  }

  /// The value with its `%` marks.
  private static @Nullable Complaint format(Call call, int at) {
    String value = call.value(at);
    if (value.startsWith("expr=")) {
      String fault = ExpressionSyntax.fault(value.substring(5), true, call.server());
      return fault == null ? null : Complaint.of("Can't parse value expression : " + Display.of(fault), call.words().get(at));
    }
    int next = 0;
    while (next < value.length()) {
      int i = next;
      if (value.charAt(i) == '\\' && i + 1 < value.length()) {
        next += 2;
        continue;
      }
      if (value.charAt(i) != '%') {
        next++;
        continue;
      }
      i++;
      boolean argument = i < value.length() && value.charAt(i) == '{';
      if (argument) {
        int end = value.indexOf('}', i);
        if (end < 0) {
          return Complaint.of("Missing closing '}' in Header value", call.words().get(at));
        }
        i = end + 1;
      }
      if (i >= value.length()) {
        return Complaint.of("Unrecognized header format %", call.words().get(at));
      }
      char letter = value.charAt(i);
      if ("%Dtebilcs".indexOf(letter) < 0) {
        return Complaint.of("Unrecognized header format %" + letter, call.words().get(at));
      }
      next = i + 1;
    }
    return null;
  }

  // ---- mod_expires, mod_usertrack ----

  static @Nullable Complaint expiresByType(Call call) {
    if (call.value(0).indexOf('/') < 0) {
      return Complaint.of("Invalid mimetype: should contain a slash", call.words().getFirst());
    }
    return expires(call, 1);
  }

  static @Nullable Complaint expiresDefault(Call call) {
    return expires(call, 0);
  }

  /// `A3600`, `M3600`, `access plus 1 month 2 days`.
  private static @Nullable Complaint expires(Call call, int at) {
    String code = call.value(at);
    if (!code.isEmpty() && (code.charAt(0) == 'A' || code.charAt(0) == 'M') && code.length() > 1 && Character.isDigit(code.charAt(1))) {
      return null;
    }
    String[] words = code.strip().split("\\s+");
    String base = words[0];
    // One letter is all that httpd compares.
    if (base.isEmpty() || "nNaAmM".indexOf(base.charAt(0)) < 0) {
      return Complaint.of(
          "'" + call.spec().name() + " " + Display.of(code) + "': bad expires code, unrecognised <base> '" + Display.of(base) + "'",
          call.words().get(at));
    }
    int from = words.length > 1 && words[1].toLowerCase(Locale.ROOT).startsWith("p") ? 2 : 1;
    for (int i = from; i < words.length; i += 2) {
      if (!Character.isDigit(words[i].charAt(0))) {
        return Complaint.of("bad expires code, numeric value expected <num> '" + Display.of(words[i]) + "'", call.words().get(at));
      }
      if (i + 1 >= words.length) {
        return Complaint.of("bad expires code, missing <type>", call.words().get(at));
      }
      if (!isTime(words[i + 1])) {
        return Complaint.of("bad expires code, unrecognised <type> '" + Display.of(words[i + 1]) + "'", call.words().get(at));
      }
    }
    return null;
  }

  /// One letter decides, two for those that begin with M.
  private static boolean isTime(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return !lower.isEmpty() && "ywdhs".indexOf(lower.charAt(0)) >= 0 || lower.startsWith("mo") || lower.startsWith("mi");
  }

  static @Nullable Complaint cookieExpires(Call call) {
    String code = call.value(0);
    if (!code.isEmpty() && Character.isDigit(code.charAt(0)) && Character.isDigit(code.charAt(code.length() - 1))) {
      return null;
    }
    String[] words = code.strip().split("\\s+");
    // "plus", of which httpd compares the first letter.
    int from = words.length > 0 && words[0].regionMatches(true, 0, "p", 0, 1) ? 1 : 0;
    for (int i = from; i < words.length; i += 2) {
      if (words[i].isEmpty() || !Character.isDigit(words[i].charAt(0))) {
        return Complaint.of("bad expires code, numeric value expected.", call.words().getFirst());
      }
      if (i + 1 >= words.length) {
        return Complaint.of("bad expires code, missing <type>", call.words().getFirst());
      }
      if (!isTime(words[i + 1])) {
        return Complaint.of("bad expires code, unrecognized type", call.words().getFirst());
      }
    }
    return null;
  }

  static @Nullable Complaint cookieName(Call call) {
    String name = call.value(0);
    boolean dbd = call.spec().name().startsWith("SessionDBD");
    String forbidden = dbd ? "=;&" : "=&";
    boolean bad = call.count() == 0;
    for (int i = 0; i < name.length(); i++) {
      bad |= forbidden.indexOf(name.charAt(i)) >= 0;
    }
    return bad
        ? Complaint.of(call.spec().name() + " cannot be empty, or contain '=' or '&'.", call.count() == 0 ? null : call.words().getFirst())
        : null;
  }

  // ---- mod_autoindex, mod_dir ----

  private static final Set<String> INDEX_OPTIONS =
      Set.of(
          "addaltclass", "fancyindexing", "foldersfirst", "htmltable", "iconsarelinks", "ignorecase", "ignoreclient",
          "scanhtmltitles", "showforbidden", "suppresscolumnsorting", "suppressdescription", "suppresshtmlpreamble",
          "suppressicon", "suppresslastmodified", "suppressrules", "suppresssize", "trackmodified", "useolddateformat",
          "versionsort", "xhtml", "none", "iconheight", "iconwidth", "namewidth", "descriptionwidth");

  static @Nullable Complaint indexOptions(Call call) {
    for (Word word : call.words()) {
      String option = word.value().toLowerCase(Locale.ROOT);
      char sign = !option.isEmpty() && (option.charAt(0) == '+' || option.charAt(0) == '-') ? option.charAt(0) : 0;
      String bare = sign == 0 ? option : option.substring(1);
      int equals = bare.indexOf('=');
      String key = equals < 0 ? bare : bare.substring(0, equals);
      String value = equals < 0 ? "" : bare.substring(equals + 1);
      boolean sized = Set.of("iconheight", "iconwidth", "namewidth", "descriptionwidth").contains(key);
      boolean texts = Set.of("type", "charset", "useolddateformat").contains(key) && equals >= 0;
      if (sized && equals >= 0) {
        boolean star = value.equals("*") && key.endsWith("width") && !key.startsWith("icon");
        if (sign == '-' || !star && dev.mpmlint.mpm.CNumbers.atoi(value) < (key.startsWith("icon") ? 0 : 5)) {
          return Complaint.of("Cannot combine '-' with " + Display.of(key) + "=n", word);
        }
      } else if (!texts && (equals >= 0 || !INDEX_OPTIONS.contains(key)) || key.equals("none") && sign != 0) {
        return Complaint.of(key.equals("none") ? "Cannot combine '+' or '-' with 'None' keyword" : "Invalid directory indexing option", word);
      }
    }
    return null;
  }

  static @Nullable Complaint icons(Call call) {
    String icon = call.value(0);
    return icon.startsWith("(") && icon.indexOf(')') < 0
        ? Complaint.of("missing closing paren", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint indexRedirect(Call call) {
    String value = call.value(0);
    if (Set.of("on", "off", "permanent", "temp", "seeother").contains(value.toLowerCase(Locale.ROOT))) {
      return null;
    }
    if (value.isEmpty() || !Character.isDigit(value.charAt(0))) {
      return Complaint.of("DirectoryIndexRedirect ON|OFF|permanent|temp|seeother|3xx", call.words().getFirst());
    }
    int status = dev.mpmlint.mpm.CNumbers.atoi(value);
    return status < 300 || status > 399
        ? Complaint.of("DirectoryIndexRedirect only accepts values between 300 and 399", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint userDir(Call call) {
    return call.value(0).isEmpty() ? Complaint.missing("UserDir requires an argument.") : null;
  }
}
