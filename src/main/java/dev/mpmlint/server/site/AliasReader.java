package dev.mpmlint.server.site;

import dev.mpmlint.server.settings.Item;
import java.util.List;
import java.util.Locale;

/// Reads mod_alias's lines. Stateless.
final class AliasReader {
  private AliasReader() {}

  /// Alias, ScriptAlias and their Match forms at server level.
  static AliasRule alias(Item item, String serverRoot) {
    String key = item.key();
    String handler = key.startsWith("script") ? "cgi-script" : "";
    Regex regex = key.endsWith("match") ? Regex.of(item.argument(0), false) : null;
    String to = item.argument(1);
    return new AliasRule(item.argument(0), regex, regex == null ? absolute(to, serverRoot) : to, 0, handler);
  }

  /// Alias inside a Location: the whole path of the section leads to one place.
  static AliasRule located(Item item, String serverRoot) {
    String handler = item.key().startsWith("script") ? "cgi-script" : "";
    return new AliasRule("", null, absolute(item.argument(item.arguments().size() - 1), serverRoot), 0, handler);
  }

  static String absolute(String path, String serverRoot) {
    return path.startsWith("/") ? path : (serverRoot.endsWith("/") ? serverRoot : serverRoot + "/") + path;
  }

  /// @param section the path of the Location around it, for a Redirect that names no path
  static AliasRule redirect(Item item, String section) {
    List<String> words = item.arguments();
    int status =
        switch (item.key()) {
          case "redirectpermanent" -> 301;
          default -> 302;
        };
    int at = 0;
    String first = item.argument(0).toLowerCase(Locale.ROOT);
    int named =
        switch (first) {
          case "permanent" -> 301;
          case "temp" -> 302;
          case "seeother" -> 303;
          case "gone" -> 410;
          default -> first.isEmpty() || !Character.isDigit(first.charAt(0)) ? 0 : (int) Numbers.number(first, 0);
        };
    if (named > 0 && (item.key().equals("redirect") || item.key().equals("redirectmatch"))) {
      status = named;
      at = 1;
    }
    boolean target = status >= 300 && status < 400;
    boolean match = item.key().equals("redirectmatch");
    if (words.size() - at == 1 && target && !section.isEmpty()) {
      return new AliasRule("", Regex.of("", false), words.get(at), status, "");
    }
    if (words.size() == at) {
      return new AliasRule("", Regex.of("", false), "", status, "");
    }
    String from = words.get(at);
    String to = words.size() > at + 1 && target ? words.get(at + 1) : "";
    return new AliasRule(from, match ? Regex.of(from, false) : null, to, status, "");
  }
}
