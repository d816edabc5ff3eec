package dev.mpmlint.edit;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.Catalogue;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.syntax.Directive;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Lines that count and that the new MPM, or a server without the modules that went, refuses or ignores.
final class Misfits {
  private static final Set<String> PHP = Set.of("php_value", "php_flag", "php_admin_value", "php_admin_flag", "phpinidir");

  private final Configuration configuration;
  private final Mpm target;
  private final boolean itk;
  private final List<String> notes;

  Misfits(Configuration configuration, Mpm target, boolean itk, List<String> notes) {
    this.configuration = configuration;
    this.target = target;
    this.itk = itk;
    this.notes = notes;
  }

  void takeOut(Draft draft) throws CannotEditException {
    TreeSet<String> gone = new TreeSet<>();
    for (Occurrence line : configuration.occurrences()) {
      if (line.active() && line.statement() instanceof Directive directive && isRefused(line.key())) {
        draft.commentOut(line);
        gone.add(directive.name());
      }
    }
    if (!gone.isEmpty()) {
      notes.add("commented out, since no module that is left knows it: " + String.join(", ", gone));
    }
    for (Occurrence mutex : configuration.active("Mutex")) {
      if (target == Mpm.EVENT || target == Mpm.WINNT) {
        dropWords(mutex, 1, Set.of("mpm-accept"), draft);
      }
    }
    if (target == Mpm.PREFORK && configuration.module("http2_module").isPresent()) {
      http1(draft);
    }
  }

  private boolean isRefused(String key) {
    HttpdVersion version = configuration.options().version();
    MpmDirective number = MpmDirective.find(key).orElse(null);
    if (number != null && target.facts().has(number, version)) {
      return false;
    }
    List<Mpm> owners = Catalogue.owners(key, version);
    if (!owners.isEmpty()) {
      return !owners.contains(target) && isOnlyOfMpms(key);
    }
    boolean ofItk = Catalogue.itk().own().keySet().stream().anyMatch(own -> own.equalsIgnoreCase(key));
    return ofItk && !itk || PHP.contains(key.toLowerCase(Locale.ROOT)) && !hasPhp();
  }

  /// What core owns every build has.
  private static boolean isOnlyOfMpms(String key) {
    for (DirectiveSpec spec : Directives.find(key)) {
      if (Mpm.ofModule(spec.module()).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private boolean hasPhp() {
    return configuration.modules().stream().anyMatch(m -> m.identifier().startsWith("php"));
  }

  private void http1(Draft draft) throws CannotEditException {
    boolean asked = false;
    for (Occurrence protocols : configuration.active("Protocols")) {
      asked |= dropWords(protocols, 0, Set.of("h2", "h2c"), draft);
    }
    if (asked) {
      notes.add("HTTP/2 is not spoken under prefork: h2 goes from Protocols");
    }
  }

  /// Takes words out of a line; the line itself when none but the first `kept` are left.
  private static boolean dropWords(Occurrence line, int kept, Set<String> unwanted, Draft draft)
      throws CannotEditException {
    List<String> left = new ArrayList<>();
    for (Word word : line.words()) {
      if (!unwanted.contains(word.value().toLowerCase(Locale.ROOT))) {
        left.add(word.span().text());
      }
    }
    if (left.size() == line.words().size()) {
      return false;
    }
    if (left.size() <= kept) {
      draft.commentOut(line);
    } else {
      draft.replaceArguments(line, String.join(" ", left));
    }
    return true;
  }
}
