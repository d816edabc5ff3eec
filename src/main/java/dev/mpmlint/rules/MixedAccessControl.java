package dev.mpmlint.rules;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Occurrence;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Order, Allow and Deny beside Require, in one section or in that of a folder above. Each is asked by itself, and a request
/// must pass both (mod_access_compat and mod_authz_core, each in its own hook).
final class MixedAccessControl implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG016",
          "mixed-access-control",
          Severity.WARNING,
          "Order, Allow and Deny count beside Require, and a request must pass both",
          "0.2");

  /// Each section is compared with each other one, and each line of it; beyond so many, only with itself, or no more.
  private static final int MOST_SECTIONS = 2000;
  private static final List<String> DENIED = List.of("Require all denied");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    if (!OldAccessControl.occurs(configuration) || !OldAccessControl.isCompatible(configuration)) {
      return;
    }
    List<AccessControl> all = AccessControl.all(configuration);
    for (AccessControl access : all) {
      inOneSection(access, out);
    }
    if (configuration.options().kind() == InputKind.WHOLE && all.size() <= MOST_SECTIONS) {
      Folders folders = Folders.of(all);
      for (Folders.Folder folder : folders.plain()) {
        belowAFolder(folder, folders, out);
      }
    }
  }

  private static void inOneSection(AccessControl access, Consumer<Finding> out) {
    if (access.satisfiesAny()) {
      return;
    }
    int looks = 0;
    for (Occurrence require : access.hostRequires()) {
      for (Occurrence old : access.old()) {
        if (++looks > MOST_SECTIONS) {
          return;
        }
        if (!isInPlaceOf(old) && (Lines.countsWith(old, require) || Lines.countsWith(require, old))) {
          out.accept(mixed(access, old, require));
          return;
        }
      }
    }
  }

  /// Whether a line stands in a section for servers that lack a module: it is for those that do not know the other one.
  private static boolean isInPlaceOf(Occurrence line) {
    for (Condition c = line.place().condition(); c != null; c = c.outer()) {
      if (c.truth() == Condition.Truth.ASSUMED && c.negated()) {
        return true;
      }
    }
    return false;
  }

  private static Finding mixed(AccessControl access, Occurrence old, Occurrence require) {
    Optional<List<String>> translated = access.translated();
    boolean same =
        translated.filter(l -> l.equals(List.of("Require all granted"))).isPresent() && access.requiresAll("granted")
            || translated.filter(DENIED::equals).isPresent() && access.requiresAll("denied");
    String name = old.statement().name();
    String message =
        same
            ? name + " says what " + Lines.shown(require) + " at " + require.span()
                + " says too, and each is asked by itself; write Require alone"
            : name + " counts beside " + Lines.shown(require) + " at " + require.span()
                + ", and a request must pass both; write Require alone";
    return Finding.at(INFO, old, message)
        .as(same ? Severity.INFO : Severity.WARNING)
        .labelled(same ? "said twice" : "asked as well")
        .seeing(require.span(), "and this one" + Lines.chain(require.place().site()));
  }

  /// A section that lets somebody in with the words of one httpd, below one that refuses all with those of the other.
  private static void belowAFolder(Folders.Folder folder, Folders folders, Consumer<Finding> out) {
    AccessControl here = folder.access();
    if (here.satisfiesAny() || !here.satisfy().isEmpty()) {
      return;
    }
    if (here.requires().isEmpty() && !here.old().isEmpty()) {
      Folders.Folder above = folders.nearest(folder, a -> !a.requires().isEmpty());
      boolean letsIn = here.old().stream().anyMatch(o -> o.key().equals("allow")) && here.translated().filter(DENIED::equals).isEmpty();
      if (above != null && letsIn && above.access().requiresAll("denied") && !folders.othersRequire(folder)) {
        out.accept(refused(folder, here.old().getFirst(), above.access().requires().getFirst()));
      }
    } else if (here.old().isEmpty() && !here.requires().isEmpty() && !here.requiresAll("denied")) {
      Folders.Folder above = folders.nearest(folder, a -> !a.old().isEmpty());
      if (above != null
          && above.access().satisfy().isEmpty()
          && above.access().translated().filter(DENIED::equals).isPresent()
          && !folders.othersAllow(folder)) {
        out.accept(refused(folder, here.requires().getFirst(), above.access().old().getFirst()));
      }
    }
  }

  private static Finding refused(Folders.Folder folder, Occurrence line, Occurrence above) {
    return Finding.at(
            INFO,
            line,
            Lines.shown(line) + " lets nobody in: " + Lines.shown(above) + " at " + above.span() + " holds for " + folder.path()
                + " too, and a request must pass both, so all are refused with 403; write "
                + (line.key().equals("require") ? "Require there too" : "Require here too"))
        .labelled("all are refused")
        .seeing(above.span(), "refuses all" + Lines.chain(above.place().site()));
  }
}
