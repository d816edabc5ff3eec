package dev.mpmlint.lint;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.httpd.Layouts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/// Tells whole configurations from fragments, by name, by place and by content. Stateless.
final class InputKinds {
  /// Folders whose files are included by another file.
  private static final Set<String> FRAGMENT_FOLDERS =
      Set.of(
          "mods-available",
          "mods-enabled",
          "sites-available",
          "sites-enabled",
          "conf-available",
          "conf-enabled",
          "conf.d",
          "conf.modules.d",
          "vhosts.d",
          "vhosts",
          "sites.d",
          "modules.d",
          "global.d",
          "extra",
          "includes",
          "conf-include");

  private InputKinds() {}

  static InputKind of(Path path, String text) {
    Path fileName = path.getFileName();
    String name = fileName == null ? "" : fileName.toString().toLowerCase(Locale.ROOT);
    if (name.equals(".htaccess") || name.endsWith(".htaccess")) {
      return InputKind.HTACCESS;
    }
    if (isAtMainPlace(path)) {
      return InputKind.WHOLE;
    }
    Signs signs = Signs.of(text);
    if (signs.serverRoot()) {
      return InputKind.WHOLE;
    }
    if (isInFragmentFolder(path)) {
      return InputKind.FRAGMENT;
    }
    boolean namedAsMain = name.equals("httpd.conf") || name.equals("apache2.conf");
    boolean main =
        signs.includesTree()
            || signs.loadModules() > 1 && signs.listen()
            || namedAsMain && (signs.listen() || signs.loadModules() > 0);
    return main ? InputKind.WHOLE : InputKind.FRAGMENT;
  }

  /// Where a layout has its main file, from `/` on.
  private static boolean isAtMainPlace(Path path) {
    for (Layout layout : Layouts.all()) {
      if (path.equals(Placement.mainFile(layout))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInFragmentFolder(Path path) {
    Path folder = path.getParent();
    Path name = folder == null ? null : folder.getFileName();
    if (name == null) {
      return false;
    }
    String lower = name.toString().toLowerCase(Locale.ROOT);
    return FRAGMENT_FOLDERS.contains(lower);
  }

  /// What tells a main file from others.
  ///
  /// @param serverRoot whether it sets ServerRoot
  /// @param listen whether it has a Listen
  /// @param loadModules how many LoadModule lines it has
  /// @param includesTree whether it includes the folders that only a main file includes
  private record Signs(boolean serverRoot, boolean listen, int loadModules, boolean includesTree) {
    /// What is looked at: a main file shows itself long before.
    private static final int MOST = 1 << 20;

    static Signs of(String text) {
      boolean serverRoot = false;
      boolean listen = false;
      boolean includesTree = false;
      int loadModules = 0;
      int end = Math.min(text.length(), MOST);
      for (int at = 0; at < end; ) {
        int lineEnd = text.indexOf('\n', at);
        lineEnd = lineEnd < 0 ? end : lineEnd;
        int start = at;
        while (start < lineEnd && text.charAt(start) <= ' ') {
          start++;
        }
        if (is(text, start, "ServerRoot")) {
          serverRoot = true;
        } else if (is(text, start, "Listen")) {
          listen = true;
        } else if (is(text, start, "LoadModule")) {
          loadModules++;
        } else if (is(text, start, "Include") || is(text, start, "IncludeOptional")) {
          String line = text.substring(start, lineEnd);
          includesTree |= line.contains("mods-enabled/") || line.contains("conf.modules.d/");
        }
        at = lineEnd + 1;
      }
      return new Signs(serverRoot, listen, loadModules, includesTree);
    }

    private static boolean is(String text, int start, String directive) {
      int end = start + directive.length();
      return text.regionMatches(true, start, directive, 0, directive.length())
          && end < text.length()
          && (text.charAt(end) == ' ' || text.charAt(end) == '\t');
    }
  }
}
