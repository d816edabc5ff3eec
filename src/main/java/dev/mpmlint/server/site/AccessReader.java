package dev.mpmlint.server.site;

import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads Require, its groups, and Order, Allow and Deny of one section. Used while a child starts.
final class AccessReader {
  private final List<Access> required = new ArrayList<>();
  private final List<Access> allow = new ArrayList<>();
  private final List<Access> deny = new ArrayList<>();
  private @Nullable Boolean denyFirst;

  /// @param limit the methods of the `<Limit>` around it; null outside
  void read(Item item, @Nullable Section limit) {
    switch (item.key()) {
      case "require" -> required.add(limited(rule(item.arguments()), limit));
      case "requireall", "requireany", "requirenone" -> {
        if (item instanceof Section s) {
          required.add(limited(group(s), limit));
        }
      }
      case "order" ->
          denyFirst = !item.tail().replace(" ", "").toLowerCase(Locale.ROOT).startsWith("allow,");
      case "allow" -> allow.add(limited(from(item), limit));
      case "deny" -> deny.add(limited(from(item), limit));
      default -> {}
    }
  }

  private static Access limited(Access rule, @Nullable Section limit) {
    if (limit == null) {
      return rule;
    }
    return new Access.Limited(limit.arguments(), limit.key().equals("limitexcept"), rule);
  }

  /// What mod_authz_core is to ask; null when nothing was said.
  @Nullable Access authz() {
    return required.isEmpty() ? null : new Access.Group(Access.Join.ANY, required);
  }

  /// What mod_access_compat is to ask; null when nothing was said.
  @Nullable Access compat() {
    if (denyFirst == null && allow.isEmpty() && deny.isEmpty()) {
      return null;
    }
    return new Access.Compat(denyFirst == null || denyFirst, allow, deny);
  }

  private static Access group(Section section) {
    List<Access> rules = new ArrayList<>();
    for (Item item : section.items()) {
      if (item instanceof Section s && s.key().startsWith("require")) {
        rules.add(group(s));
      } else if (item.key().equals("require")) {
        rules.add(rule(item.arguments()));
      }
    }
    return new Access.Group(
        switch (section.key()) {
          case "requireall" -> Access.Join.ALL;
          case "requirenone" -> Access.Join.NONE;
          default -> Access.Join.ANY;
        },
        rules);
  }

  private static Access rule(List<String> words) {
    if (words.isEmpty()) {
      return new Access.All(false);
    }
    List<String> rest = words.subList(1, words.size());
    String first = words.getFirst().toLowerCase(Locale.ROOT);
    if (first.equals("not")) {
      return new Access.Not(rule(rest));
    }
    return switch (first) {
      case "all" -> new Access.All(!rest.isEmpty() && rest.getFirst().equalsIgnoreCase("granted"));
      case "ip" -> addresses(rest);
      case "local" -> new Access.Address(List.of(), true);
      case "host", "forward-dns" -> new Access.Name(rest);
      case "method" -> new Access.Method(rest);
      case "env" -> new Access.Environment(rest);
      default -> new Access.User();
    };
  }

  private static Access addresses(List<String> words) {
    List<Network> networks = new ArrayList<>();
    for (String word : words) {
      Network n = Network.of(word);
      if (n != null) {
        networks.add(n);
      }
    }
    return new Access.Address(networks, false);
  }

  /// `from all`, `from env=X`, `from 10.1 example.org`.
  private static Access from(Item item) {
    List<Access> rules = new ArrayList<>();
    for (String word : item.arguments()) {
      String lower = word.toLowerCase(Locale.ROOT);
      Network network = Network.of(word);
      if (lower.equals("from")) {
        continue;
      }
      if (lower.equals("all")) {
        rules.add(new Access.All(true));
      } else if (lower.startsWith("env=!")) {
        rules.add(new Access.Group(Access.Join.ALL, List.of(new Access.All(true), new Access.Not(new Access.Environment(List.of(word.substring(5)))))));
      } else if (lower.startsWith("env=")) {
        rules.add(new Access.Environment(List.of(word.substring(4))));
      } else {
        rules.add(network != null ? new Access.Address(List.of(network), false) : new Access.Name(List.of(word)));
      }
    }
    return new Access.Group(Access.Join.ANY, rules);
  }
}
