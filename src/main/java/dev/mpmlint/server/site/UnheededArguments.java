package dev.mpmlint.server.site;

import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Origin;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// What a configuration asks for with directives that the server knows, but with arguments or in places that it does
/// nothing with. For the control process; children never load it. Directives of TLS at server level are left to
/// [dev.mpmlint.server.tls].
public final class UnheededArguments {
  private static final Set<String> SECTIONS =
      Set.of(
          "virtualhost", "directory", "directorymatch", "files", "filesmatch", "location", "locationmatch", "limit",
          "limitexcept", "requireall", "requireany", "requirenone");
  private static final Set<String> REQUIREMENTS = Set.of("all", "ip", "local", "host", "forward-dns", "method", "env");
  private static final Set<String> HANDLERS = Set.of("cgi-script", "server-status", "default-handler", "none");
  private static final Set<String> INDEX_OPTIONS = Set.of("none", "foldersfirst", "ignorecase", "charset", "type");
  private static final Set<String> SERVER_SIDE_OPTIONS = Set.of("multiviews", "includes", "includesnoexec");

  private final Set<String> actions = new HashSet<>();
  private final List<Line> lines = new ArrayList<>();

  private UnheededArguments() {}

  /// @param key the directive's name in lower case
  /// @param words what is not done
  public record Line(String key, String words, Origin at) {}

  /// In reading order.
  public static List<Line> of(ServerSettings settings) {
    UnheededArguments found = new UnheededArguments();
    found.actions(settings.items());
    found.read(settings.items(), true);
    return found.lines;
  }

  /// Handlers that Action makes.
  private void actions(List<Item> items) {
    for (Item item : items) {
      if (item instanceof Section s) {
        actions(s.items());
      } else if (item.key().equals("action")) {
        actions.add(item.argument(0).toLowerCase(Locale.ROOT));
      }
    }
  }

  /// @param server whether the items stand in no section but a virtual host's
  private void read(List<Item> items, boolean server) {
    for (Item item : items) {
      if (item instanceof Section s) {
        section(s);
      } else if (!server && item.key().startsWith("ssl")) {
        add(item, item.name());
      } else {
        arguments(item);
      }
    }
  }

  private void section(Section s) {
    if (SECTIONS.contains(s.key())) {
      read(s.items(), s.key().equals("virtualhost"));
    } else if (s.key().equals("proxy")) {
      for (Item item : s.items()) {
        if (!item.key().equals("proxyset")) {
          add(item, item.name() + " in <Proxy>");
        }
      }
    }
  }

  private void add(Item item, String words) {
    lines.add(new Line(item.key(), words, item.at()));
  }

  private void arguments(Item item) {
    String first = item.argument(0);
    switch (item.key()) {
      case "require" -> {
        String kind = first.equalsIgnoreCase("not") ? item.argument(1) : first;
        if (!REQUIREMENTS.contains(kind.toLowerCase(Locale.ROOT))) {
          add(item, "Require " + kind);
        }
      }
      case "options" -> each(item, w -> SERVER_SIDE_OPTIONS.contains(w.startsWith("+") ? w.substring(1) : w));
      case "indexoptions" -> each(item, w -> !w.startsWith("-") && !INDEX_OPTIONS.contains(plain(w)));
      case "fileetag" -> each(item, w -> plain(w).equals("digest"));
      case "header" -> {
        if (HeaderReader.read(item) == null) {
          add(item, ("Header " + first + " " + item.argument(1)).strip() + " …");
        }
      }
      case "sethandler" -> handler(item, first);
      case "addhandler" -> handler(item, first);
      case "errordocument" -> expression(item, item.argument(1));
      case "redirect" -> expression(item, item.argument(item.arguments().size() - 1));
      case "setenvif", "setenvifnocase" -> {
        if (first.indexOf('(') >= 0 || first.indexOf('^') >= 0 || first.indexOf('*') >= 0) {
          add(item, item.name() + " " + first);
        }
      }
      default -> {}
    }
  }

  private void handler(Item item, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean known =
        HANDLERS.contains(lower)
            || actions.contains(lower)
            || lower.startsWith("proxy:fcgi://")
            || (lower.startsWith("proxy:unix:") && lower.contains("|fcgi://"))
            || lower.contains("php")
            || lower.startsWith("mpmlint-");
    if (!known || name.contains("%{")) {
      add(item, item.name() + " " + name);
    }
  }

  private void expression(Item item, String value) {
    if (value.contains("%{")) {
      add(item, item.name() + " with an expression");
    }
  }

  private static String plain(String word) {
    String w = word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word;
    int equals = w.indexOf('=');
    return equals < 0 ? w : w.substring(0, equals);
  }

  private void each(Item item, Predicate<String> missing) {
    for (String word : item.arguments()) {
      if (missing.test(word.toLowerCase(Locale.ROOT))) {
        add(item, item.name() + " " + word);
      }
    }
  }
}
