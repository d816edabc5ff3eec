package dev.mpmlint.judge;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.syntax.SectionOpen;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What holds for sections of all kinds. Stateless.
final class Containers {
  /// Sections that do not say what they are for where nothing stands in the tag.
  private static final Set<String> WANTING =
      Set.of(
          "directory", "directorymatch", "files", "filesmatch", "location", "locationmatch", "virtualhost", "if", "elseif",
          "limit", "limitexcept", "authnprovideralias", "authzprovideralias");

  private static final Set<String> AUTHZ = Set.of("requireall", "requireany", "requirenone");

  private Containers() {}

  /// The tag itself.
  static @Nullable Complaint check(Call call) {
    SectionOpen open = (SectionOpen) call.at().statement();
    if (!open.closed()) {
      return Complaint.of(call.spec().title() + " directive missing closing '>'");
    }
    if (open.args().isEmpty() && WANTING.contains(open.key())) {
      return Complaint.missing(call.spec().title() + " directive requires additional arguments");
    }
    return null;
  }

  /// What is said of a section once its contents are known.
  static @Nullable Complaint closing(Call call) {
    Occurrence section = call.at();
    Server server = call.server();
    if (server.isNamed("without if", key(section))) {
      return Complaint.of("<Else> or <ElseIf> section without previous <If> or <ElseIf> section in same scope");
    }
    if (server.isNamed("waits", key(section))) {
      return section.key().equals("authnprovideralias") ? AuthChecks.authnAliasEnd(call) : AuthChecks.authzAliasEnd(call);
    }
    return AUTHZ.contains(section.key()) && !server.isNamed("authz in", key(section))
        ? Complaint.of(call.spec().title() + " directive contains no authorization directives")
        : null;
  }

  /// Keeps in mind that no `<If>` stands before this `<Else>`: httpd says so behind its contents.
  static void hasNoIf(Call call) {
    call.server().name("without if", key(call.at()));
  }

  /// Keeps in mind that the tag is right so far, and is looked at once more behind the contents.
  static void waits(Call call) {
    call.server().name("waits", key(call.at()));
  }

  /// Tells the section around an authorization directive that it has one.
  static void authorizes(Call call) {
    if (call.context().scope() != null && AUTHZ.contains(call.context().scope().key())) {
      call.server().name("authz in", key(call.context().scope().open()));
    }
  }

  private static String key(Occurrence section) {
    return section.span().toString() + " " + System.identityHashCode(section);
  }
}
