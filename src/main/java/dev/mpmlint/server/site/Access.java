package dev.mpmlint.server.site;

import dev.mpmlint.server.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may: a rule of mod_authz_core or mod_access_compat. Immutable.
sealed interface Access {
  /// What a rule says of a request.
  enum Answer { GRANTED, DENIED, NEUTRAL, NEEDS_USER }

  Answer ask(Exchange exchange);

  /// `Require all granted`, `Require all denied`.
  record All(boolean granted) implements Access {
    @Override
    public Answer ask(Exchange exchange) {
      return granted ? Answer.GRANTED : Answer.DENIED;
    }
  }

  /// `Require ip …` and `Require local`.
  record Address(List<Network> networks, boolean local) implements Access {
    @Override
    public Answer ask(Exchange exchange) {
      byte[] client = exchange.peer().remote().getAddress().getAddress();
      if (local && (Network.isLoopback(client) || exchange.peer().remote().getAddress().equals(exchange.peer().local().getAddress()))) {
        return Answer.GRANTED;
      }
      for (Network n : networks) {
        if (n.holds(client)) {
          return Answer.GRANTED;
        }
      }
      return Answer.DENIED;
    }
  }

  /// `Require host …`: the client's name, looked up and back.
  record Name(List<String> names) implements Access {
    @Override
    public Answer ask(Exchange exchange) {
      String host = exchange.peer().remote().getAddress().getCanonicalHostName();
      for (String name : names) {
        String suffix = name.startsWith(".") ? name : "." + name;
        if (host.equalsIgnoreCase(name) || host.toLowerCase(java.util.Locale.ROOT).endsWith(suffix.toLowerCase(java.util.Locale.ROOT))) {
          return Answer.GRANTED;
        }
      }
      return Answer.DENIED;
    }
  }

  /// `Require method …`; also what `<Limit>` restricts a rule to.
  record Method(List<String> methods) implements Access {
    @Override
    public Answer ask(Exchange exchange) {
      return includes(methods, exchange.head().method()) ? Answer.GRANTED : Answer.DENIED;
    }

    /// GET and HEAD are one method.
    static boolean includes(List<String> methods, String method) {
      boolean get = method.equals("GET") || method.equals("HEAD");
      return methods.contains(method) || (get && (methods.contains("GET") || methods.contains("HEAD")));
    }
  }

  /// A rule inside `<Limit>` or `<LimitExcept>`: neutral for other methods.
  record Limited(List<String> methods, boolean except, Access rule) implements Access {
    @Override
    public Answer ask(Exchange exchange) {
      boolean named = Method.includes(methods, exchange.head().method());
      return named == except ? Answer.NEUTRAL : rule.ask(exchange);
    }
  }

  /// `Require env …`.
  record Environment(List<String> names) implements Access {
    @Override
    public Answer ask(Exchange exchange) {
      for (String name : names) {
        if (exchange.environment().containsKey(name)) {
          return Answer.GRANTED;
        }
      }
      return Answer.DENIED;
    }
  }

  /// What asks for a user: this server authenticates nobody.
  record User() implements Access {
    @Override
    public Answer ask(Exchange exchange) {
      return Answer.NEEDS_USER;
    }
  }

  /// `Require not …`.
  record Not(Access rule) implements Access {
    @Override
    public Answer ask(Exchange exchange) {
      return switch (rule.ask(exchange)) {
        case GRANTED -> Answer.DENIED;
        case NEEDS_USER -> Answer.NEEDS_USER;
        case DENIED, NEUTRAL -> Answer.NEUTRAL;
      };
    }
  }

  /// How a group joins its rules.
  enum Join { ALL, ANY, NONE }

  /// `<RequireAll>`, `<RequireAny>`, `<RequireNone>`.
  record Group(Join join, List<Access> rules) implements Access {
    /// Whether `<Limit>` keeps some rule from speaking of some methods.
    boolean isLimited() {
      for (Access rule : rules) {
        if (rule instanceof Limited) {
          return true;
        }
      }
      return false;
    }

    /// Whether it grants nothing to anybody.
    boolean deniesAll() {
      for (Access rule : rules) {
        if (!(rule instanceof All all && !all.granted)) {
          return false;
        }
      }
      return !rules.isEmpty();
    }

    @Override
    public Answer ask(Exchange exchange) {
      Answer result = Answer.NEUTRAL;
      for (Access rule : rules) {
        Answer one = rule.ask(exchange);
        if (one == Answer.NEUTRAL) {
          continue;
        }
        if (join == Join.ALL ? one == Answer.DENIED : one == Answer.GRANTED) {
          return join == Join.NONE ? Answer.DENIED : one;
        }
        result = result == Answer.NEUTRAL || one == Answer.NEEDS_USER ? one : result;
      }
      return join == Join.NONE && result != Answer.NEEDS_USER ? Answer.NEUTRAL : result;
    }
  }

  /// mod_access_compat's Order, Allow and Deny.
  ///
  /// @param denyFirst `Order deny,allow`: who is in neither list may
  record Compat(boolean denyFirst, List<Access> allow, List<Access> deny) implements Access {
    @Override
    public Answer ask(Exchange exchange) {
      boolean allowed = any(allow, exchange);
      boolean denied = any(deny, exchange);
      return (denyFirst ? allowed || !denied : allowed && !denied) ? Answer.GRANTED : Answer.DENIED;
    }

    private static boolean any(List<Access> rules, Exchange exchange) {
      for (Access rule : rules) {
        if (rule.ask(exchange) == Answer.GRANTED) {
          return true;
        }
      }
      return false;
    }
  }

  /// An outer section's rules with an inner one's.
  static @Nullable Access merge(@Nullable Access outer, @Nullable Access inner, DirConf.AuthMerging merging) {
    if (inner == null || outer == null) {
      return inner == null ? outer : inner;
    }
    return switch (merging) {
      case OFF -> inner;
      case AND -> new Group(Join.ALL, new ArrayList<>(List.of(outer, inner)));
      case OR -> new Group(Join.ANY, new ArrayList<>(List.of(outer, inner)));
    };
  }
}
