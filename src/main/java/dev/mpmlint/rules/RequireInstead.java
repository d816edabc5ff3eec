package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way out of Order, Allow and Deny: the Require lines that say the same. It is not safe: what sections around this one
/// say of Require has no effect any more. Stateless.
final class RequireInstead {
  private RequireInstead() {}

  /// Nothing where the translation is not simple, where something else than the address decides too, or where the modules
  /// of Require are not loaded.
  static Optional<Fix> of(AccessControl access, Configuration configuration) {
    Optional<List<String>> lines = access.translated();
    if (lines.isEmpty() || !access.isOrdered() || !access.requires().isEmpty() || !access.satisfy().isEmpty() || !isServed(lines.get(), configuration)) {
      return Optional.empty();
    }
    for (Occurrence require : configuration.all("require")) {
      if (!AccessControl.isOfHosts(require)) {
        // A password that is asked for around here would not be asked for any more.
        return Optional.empty();
      }
    }
    boolean opens = lines.get().contains("Require all granted");
    boolean unknownAround = configuration.options().kind() == InputKind.HTACCESS;
    List<TextEdit> edits = opens && unknownAround ? List.of() : edits(access.old(), lines.get());
    String words = lines.get().size() == 1 ? lines.get().getFirst() : "Require lines";
    return Optional.of(new Fix("write " + words + " instead of Order, Allow and Deny", Fix.Safety.UNSAFE, edits));
  }

  private static boolean isServed(List<String> lines, Configuration configuration) {
    if (configuration.options().kind() != InputKind.WHOLE) {
      return true;
    }
    boolean hosts = lines.stream().anyMatch(l -> l.contains(" ip ") || l.contains(" host "));
    return configuration.module("authz_core_module").isPresent()
        && (!hosts || configuration.module("authz_host_module").isPresent());
  }

  /// The first line becomes the new ones, the others go.
  private static List<TextEdit> edits(List<Occurrence> old, List<String> lines) {
    List<TextEdit> edits = new ArrayList<>();
    Occurrence first = old.getFirst();
    for (Occurrence o : old) {
      boolean alike = o.span().file() == first.span().file() && o.place().condition() == first.place().condition();
      if (!alike || !Lines.isVerbatim(o)) {
        return List.of();
      }
      if (o != first) {
        edits.addAll(Lines.remove(o));
      }
    }
    Span at = first.span();
    String text = at.file().text();
    int start = at.start();
    while (start > 0 && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
      start--;
    }
    boolean crlf = text.indexOf("\r\n", at.end()) == at.end();
    String separator = (crlf ? "\r\n" : "\n") + text.substring(start, at.start());
    edits.addFirst(new TextEdit(at, String.join(separator, lines)));
    return edits;
  }
}
