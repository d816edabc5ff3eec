package dev.mpmlint.server.site;

import dev.mpmlint.glob.Wildcards;
import dev.mpmlint.server.exchange.Host;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Origin;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compiles the settings to virtual hosts. Used while a child starts, by one thread.
final class SiteReader {
  private final ServerSettings settings;
  private final ResolutionCache.Budget budget;

  SiteReader(ServerSettings settings) {
    budget = new ResolutionCache.Budget(settings.pool().kind() == Pool.Kind.ITK);
    this.settings = settings;
  }

  /// The lines of one server: the main one or a virtual host.
  private static final class Lines {
    final Map<String, Item> last = new HashMap<>();
    final List<String> serverAliases = new ArrayList<>();
    final List<AliasRule> aliases = new ArrayList<>();
    final List<AliasRule> redirects = new ArrayList<>();
    final List<SectionConf> folders = new ArrayList<>();
    final List<SectionConf> folderRegexes = new ArrayList<>();
    final List<SectionConf> locations = new ArrayList<>();
    final List<Item> rest = new ArrayList<>();
    final List<Section> hosts = new ArrayList<>();
  }

  /// The main server, then the virtual hosts in order.
  List<HostConf> read() {
    Lines main = lines(settings.items());
    List<HostConf> hosts = new ArrayList<>();
    DirConf base = DirConf.defaults().with(DirConfReader.read(main.rest, settings.serverRoot(), ""));
    hosts.add(host(0, main, null, base, new Origin("", 0), List.of()));
    for (Section section : main.hosts) {
      Lines own = lines(section.items());
      DirConf over = base.with(DirConfReader.read(own.rest, settings.serverRoot(), ""));
      hosts.add(host(hosts.size(), own, main, over, section.at(), addresses(section.arguments())));
    }
    return hosts;
  }

  private Lines lines(List<Item> items) {
    Lines lines = new Lines();
    for (Item item : items) {
      if (item instanceof Section s) {
        section(s, lines);
      } else {
        directive(item, lines);
      }
    }
    return lines;
  }

  private static void directive(Item item, Lines lines) {
    switch (item.key()) {
      case "serveralias" -> lines.serverAliases.addAll(item.arguments());
      default -> lines.last.put(item.key(), item);
    }
    lines.rest.add(item);
  }

  private void section(Section s, Lines lines) {
    boolean tilde = s.argument(0).equals("~");
    String name = s.argument(tilde ? 1 : 0);
    switch (s.key()) {
      case "virtualhost" -> lines.hosts.add(s);
      case "directory", "directorymatch" -> {
        DirConf conf = DirConfReader.read(s.items(), settings.serverRoot(), "");
        if (tilde || s.key().equals("directorymatch")) {
          lines.folderRegexes.add(new SectionConf(name, Regex.of(name, false), false, 0, conf));
        } else {
          String folder = AliasReader.absolute(name, settings.serverRoot());
          folder = folder.endsWith("/") ? folder : folder + "/";
          int slashes = (int) folder.chars().filter(c -> c == '/').count();
          lines.folders.add(new SectionConf(folder, null, Wildcards.isPattern(folder), slashes, conf));
        }
      }
      case "location", "locationmatch" -> {
        boolean regex = tilde || s.key().equals("locationmatch");
        DirConf conf = DirConfReader.read(s.items(), settings.serverRoot(), name);
        lines.locations.add(
            new SectionConf(name, regex ? Regex.of(name, false) : null, !regex && Wildcards.isPattern(name), 0, conf));
      }
      case "limit", "limitexcept", "files", "filesmatch", "requireall", "requireany", "requirenone" -> lines.rest.add(s);
      default -> {}
    }
  }

  private HostConf host(
      int index, Lines own, @Nullable Lines main, DirConf base, Origin at, List<HostConf.Address> addresses) {
    for (Item item : own.rest) {
      alias(item, own);
    }
    // A server's own Redirects are looked at before the walk; those of sections after it.
    base.redirects = List.of();
    base.alias = null;
    List<SectionConf> folders = main == null ? own.folders : Merge.lists(main.folders, own.folders);
    List<SectionConf> sorted = new ArrayList<>(folders);
    sorted.sort((a, b) -> Integer.compare(a.components(), b.components()));
    Lines outer = main == null ? own : main;
    String root = argument(own, outer, "documentroot", "");
    return new HostConf(
        new HostReader(settings, own.last, outer.last).host(index, at, addresses),
        own.serverAliases,
        addresses,
        base,
        sorted,
        main == null ? own.folderRegexes : Merge.lists(main.folderRegexes, own.folderRegexes),
        main == null ? own.locations : Merge.lists(main.locations, own.locations),
        main == null ? own.aliases : Merge.lists(own.aliases, main.aliases),
        main == null ? own.redirects : Merge.lists(own.redirects, main.redirects),
        HostReader.namedPort(own.last.get("servername")),
        root.isEmpty() ? "" : stripped(AliasReader.absolute(root, settings.serverRoot())),
        argument(own, outer, "usecanonicalname", "off").equalsIgnoreCase("on"),
        argument(own, outer, "traceenable", "on").toLowerCase(Locale.ROOT),
        !argument(own, outer, "mergeslashes", "on").equalsIgnoreCase("off"),
        argument(own, outer, "serveradmin", "[no address given]"),
        own.last.containsKey("servername"),
        new ResolutionCache(budget));
  }

  private void alias(Item item, Lines own) {
    if (!(item instanceof Setting)) {
      return;
    }
    switch (item.key()) {
      case "alias", "scriptalias", "aliasmatch", "scriptaliasmatch" ->
          own.aliases.add(AliasReader.alias(item, settings.serverRoot()));
      case "redirect", "redirectmatch", "redirecttemp", "redirectpermanent" ->
          own.redirects.add(AliasReader.redirect(item, ""));
      default -> {}
    }
  }

  private static String argument(Lines own, Lines outer, String key, String standard) {
    Item item = own.last.getOrDefault(key, outer.last.get(key));
    return item == null ? standard : item.argument(0);
  }

  private static String stripped(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static List<HostConf.Address> addresses(List<String> words) {
    List<HostConf.Address> all = new ArrayList<>();
    for (String word : words) {
      all.addAll(Addresses.read(word));
    }
    return all;
  }
}
