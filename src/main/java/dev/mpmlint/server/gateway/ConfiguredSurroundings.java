package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// [Surroundings] read from the settings alone: DocumentRoot, ScriptAlias, and Options of `<Directory>` sections without
/// wildcards. It redirects nowhere. Immutable.
final class ConfiguredSurroundings implements Surroundings {
  private record Aliased(String prefix, String target) {}

  private record Executable(String folder, boolean allowed) {}

  private final HostFacts.OfHosts hosts;
  private final List<Aliased> aliases = new ArrayList<>();
  private final List<Executable> folders = new ArrayList<>();

  ConfiguredSurroundings(ServerSettings settings, HostFacts.OfHosts hosts) {
    this.hosts = hosts;
    collect(settings.items(), "");
  }

  private void collect(List<Item> items, String folder) {
    for (Item item : items) {
      if (item instanceof Section section) {
        collect(section.items(), section.key().equals("directory") ? section.argument(0) : folder);
      } else if (item.key().equals("scriptalias")) {
        aliases.add(new Aliased(item.argument(0), item.argument(1)));
      } else if (item.key().equals("options") && !folder.isEmpty()) {
        for (String option : item.arguments()) {
          String word = option.toLowerCase(Locale.ROOT);
          if (word.endsWith("execcgi") || word.equals("all")) {
            folders.add(new Executable(withSlash(folder), !word.startsWith("-")));
          }
        }
      }
    }
  }

  private static String withSlash(String folder) {
    return folder.endsWith("/") ? folder : folder + "/";
  }

  private @Nullable Aliased alias(Exchange exchange) {
    for (Aliased alias : aliases) {
      if (exchange.path.startsWith(alias.prefix)) {
        return alias;
      }
    }
    return null;
  }

  @Override
  public String software() {
    return "Apache";
  }

  @Override
  public String documentRoot(Exchange exchange) {
    return hosts.of(exchange).documentRoot();
  }

  @Override
  public boolean executable(Exchange exchange) {
    boolean allowed = alias(exchange) != null;
    int longest = -1;
    for (Executable folder : folders) {
      if (exchange.file.startsWith(folder.folder) && folder.folder.length() >= longest) {
        longest = folder.folder.length();
        allowed = folder.allowed;
      }
    }
    return allowed;
  }

  @Override
  public String contextPrefix(Exchange exchange) {
    Aliased alias = alias(exchange);
    return alias == null ? "" : alias.prefix;
  }

  @Override
  public String contextDocumentRoot(Exchange exchange) {
    Aliased alias = alias(exchange);
    return alias == null ? documentRoot(exchange) : alias.target;
  }

  @Override
  public String translate(Exchange exchange, String path) {
    return documentRoot(exchange) + path;
  }

  @Override
  public boolean redirect(Exchange exchange, String location) throws IOException {
    return false;
  }
}
