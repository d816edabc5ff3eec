package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Fix;
import dev.mpmlint.rules.RuleInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How often each rule found something, the most frequent first.
public final class Statistics {
  /// @param fixable how many have a fix that `--fix` makes
  private record Row(RuleInfo rule, int count, int fixable) {}

  private final List<Row> rows = new ArrayList<>();

  public Statistics(List<Finding> findings) {
    Map<String, Row> byCode = new LinkedHashMap<>();
    for (Finding finding : findings) {
      int safe = finding.fixes().stream().anyMatch(f -> f.safety() == Fix.Safety.SAFE && !f.edits().isEmpty()) ? 1 : 0;
      byCode.merge(
          finding.rule().code(),
          new Row(finding.rule(), 1, safe),
          (a, b) -> new Row(a.rule, a.count + b.count, a.fixable + b.fixable));
    }
    rows.addAll(byCode.values());
    rows.sort((a, b) -> a.count != b.count ? b.count - a.count : a.rule.code().compareTo(b.rule.code()));
  }

  /// `  12  MPM013  [*]  max-request-workers-…`; `[*]` where `--fix` mends all of them, `[-]` some.
  public void print(PrintStream out) {
    int width = rows.isEmpty() ? 1 : Integer.toString(rows.getFirst().count).length();
    for (Row row : rows) {
      String count = Integer.toString(row.count);
      String mark = row.fixable == 0 ? "[ ]" : row.fixable == row.count ? "[*]" : "[-]";
      out.println(" ".repeat(width - count.length()) + count + "  " + row.rule.code() + "  " + mark + "  " + row.rule.name());
    }
    if (rows.stream().anyMatch(row -> row.fixable > 0)) {
      out.println("[*] --fix mends all of them, [-] some");
    }
  }

  /// Writes one document and a line feed; flushes, does not close.
  public void write(Writer out) throws IOException {
    JsonDocument.write(out, this::members);
  }

  private void members(JsonWriter json) throws IOException {
    json.beginArray();
    for (Row row : rows) {
      json.beginObject();
      json.name("code").value(row.rule.code()).name("name").value(row.rule.name());
      json.name("count").value(row.count).name("fixable").value(row.fixable);
      json.endObject();
    }
    json.endArray();
  }
}
