package dev.mpmlint.lint;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.source.SourceFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One input and what was found in it.
///
/// @param main the file that reading began with
/// @param top the folder that holds its tree; null for a fragment
/// @param subjects how it was read: once, or for a fragment that speaks of several MPMs once for each
/// @param findings what is wrong, each once, in [Finding#ORDER]
public record Checked(SourceFile main, @Nullable Path top, List<Subject> subjects, List<Finding> findings) {
  public Checked {
    subjects = List.copyOf(subjects);
    findings = List.copyOf(findings);
  }
}
