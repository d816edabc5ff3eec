package dev.mpmlint.policy;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Names for findings that stay the same when lines are added or moved elsewhere: of code, file, the words of the line,
/// and how many such there are above it.
public final class Fingerprints {
  private final IdentityHashMap<Finding, String> of = new IdentityHashMap<>();

  /// @param findings all of a run, in [Finding#ORDER]
  /// @param names how a file is called: relative, so that it is the same on each machine
  public Fingerprints(List<Finding> findings, UnaryOperator<String> names) {
    Map<String, Integer> seen = new HashMap<>();
    for (Finding finding : findings) {
      String subject =
          finding.rule().code() + '\0' + names.apply(finding.at().file().name()) + '\0' + words(finding);
      int before = seen.merge(subject, 1, Integer::sum) - 1;
      of.put(finding, hash(subject + '\0' + before));
    }
  }

  /// 32 hexadecimal digits.
  public String of(Finding finding) {
    String print = of.get(finding);
    if (print == null) {
      throw new IllegalArgumentException("not one of these findings: " + finding.rule().code());
    }
    return print;
  }

  /// The lines of a finding without what is only form; of one that is about a whole file nothing.
  static String words(Finding finding) {
    if (finding.at().end() == 0) {
      return "";
    }
    SourceFile file = finding.at().file();
    int start = file.lineStart(finding.at().line());
    int end = file.lineEnd(finding.at().line());
    return file.text().substring(start, Math.max(start, end)).strip().replaceAll("\\s+", " ");
  }

  private static String hash(String text) {
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
