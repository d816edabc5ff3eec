package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rules about mpm-itk's users ask. Stateless.
final class Itk {
  static final String MODULE = "mpm_itk_module";

  private Itk() {}

  /// Every line that says whose rights requests run with.
  static List<Occurrence> assignments(Configuration configuration) {
    List<Occurrence> lines = new ArrayList<>(configuration.active("AssignUserID"));
    lines.addAll(configuration.active("AssignUserIDExpr"));
    return lines;
  }

  /// The virtual host around a line; null where there is none.
  static @Nullable Occurrence virtualHost(Occurrence line) {
    for (Scope s = line.place().scope(); s != null; s = s.parent()) {
      if (s.key().equals("virtualhost")) {
        return s.open();
      }
    }
    return null;
  }

  static boolean isRoot(String name) {
    return name.equals("root") || name.equals("#0");
  }
}
