package dev.mpmlint.server.site;

import dev.mpmlint.server.exchange.Exchange;
import java.util.List;

/// Applies Header to an answer that is complete. Stateless.
final class HeaderFields {
  private HeaderFields() {}

  /// @param error whether it is an error's own page, for which only `Header always` holds
  static void finish(Exchange exchange, DirConf conf, boolean error) {
    List<HeaderRule> rules = conf.headers;
    for (int i = 0; i < rules.size(); i++) {
      HeaderRule rule = rules.get(i);
      if (rule.always() || !error) {
        rule.apply(exchange, exchange.response().headers());
      }
    }
  }
}
