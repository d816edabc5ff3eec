package dev.mpmlint.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mpmlint.config.Site;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.rules.Claim;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Fix;
import dev.mpmlint.rules.Related;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static String json(Finding... findings) throws IOException {
    StringWriter out = new StringWriter();
    new JsonReport(PathNames.relativeTo(Path.of("/etc/httpd")), "0.1.0").write(out, List.of(findings), 2);
    return out.toString();
  }

  private static Finding rich() {
    SourceFile main = Samples.file("/etc/httpd/httpd.conf", "Include conf.d/*.conf\n");
    SourceFile file = Samples.file("/etc/httpd/conf.d/ä.conf", "# ü\nMaxRequestWorkers \\\n  256\nThreadsPerChild 25\n");
    Site site = Samples.included(file, main, "Include conf.d/*.conf");
    Finding plain = Samples.warning("no multiple", Samples.span(file, "MaxRequestWorkers"), "write 250");
    return new Finding(
        plain.rule(),
        plain.severity(),
        plain.message(),
        plain.at(),
        plain.label(),
        site,
        List.of(new Related(Samples.span(file, "25"), "here")),
        List.of(
            new Fix("write ü", Fix.Safety.UNSAFE, List.of(new TextEdit(Samples.span(file, "256"), "\u00c3\u00bc"))),
            new Fix("write a byte", Fix.Safety.SAFE, List.of(new TextEdit(Samples.span(file, "256"), "\u00fc"))),
            Fix.advice("think")),
        List.of(
            new Claim.RefusesToStart(new AhNumber(534), "no"),
            new Claim.Logs(null, "text"),
            new Claim.Processes(2, 25),
            new Claim.Ceiling(250),
            new Claim.IdleAtMost(75),
            new Claim.KeepAliveHolds(2.5),
            new Claim.SlowClientHolds(),
            new Claim.Http2Inactive(),
            new Claim.Recycles(100),
            new Claim.RunsAs("www-data")));
  }

  @Test
  void aReportIsExactlyThis() throws IOException {
    SourceFile file = Samples.file("/etc/httpd/a.conf", "MaxRequestWorkers 256\n");
    assertThat(json(Samples.warning("no multiple", Samples.span(file, "256"), "write 250")))
        .isEqualTo(
            """
            {
              "version": 1,
              "tool": {
                "name": "mpmlint",
                "version": "0.1.0"
              },
              "findings": [
                {
                  "code": "MPM013",
                  "name": "max-request-workers-no-multiple",
                  "severity": "warning",
                  "message": "no multiple",
                  "label": "write 250",
                  "file": "a.conf",
                  "start": {
                    "line": 1,
                    "column": 19,
                    "offset": 18
                  },
                  "end": {
                    "line": 1,
                    "column": 22,
                    "offset": 21
                  },
                  "httpdLine": 1,
                  "fingerprint": "fd391e1dfe2afc167ff04a5620ab40b0",
                  "includedFrom": [],
                  "related": [],
                  "fixes": [],
                  "claims": []
                }
              ],
              "summary": {
                "files": 2,
                "errors": 0,
                "missing": 0,
                "warnings": 1,
                "infos": 0,
                "suppressed": 0,
                "known": 0
              }
            }
            """);
  }

  @Test
  void everyMemberIsInTheSchemaAndFits() throws IOException {
    JsonElement report = JsonParser.parseString(json(rich(), rich()));
    Schema.ofReport().check(report);
    JsonObject finding = report.getAsJsonObject().getAsJsonArray("findings").get(0).getAsJsonObject();
    assertThat(finding.get("httpdLine").getAsInt()).isEqualTo(3);
    assertThat(finding.getAsJsonObject("start").get("line").getAsInt()).isEqualTo(2);
    assertThat(finding.getAsJsonArray("claims")).hasSize(10);
    assertThat(finding.getAsJsonArray("includedFrom").get(0).getAsJsonObject().get("line").getAsInt()).isEqualTo(1);
  }

  @Test
  void theSchemaRefusesWhatIsNotInIt() throws IOException {
    JsonObject report = JsonParser.parseString(json(rich())).getAsJsonObject();
    report.getAsJsonObject("summary").addProperty("surprise", 1);
    assertThatThrownBy(() -> Schema.ofReport().check(report)).hasMessageContaining("surprise");
    report.getAsJsonObject("summary").remove("surprise");
    report.getAsJsonObject("summary").addProperty("files", "many");
    assertThatThrownBy(() -> Schema.ofReport().check(report)).hasMessageContaining("integer");
  }

  @Test
  void replacementsThatAreNoUtf8AreGivenInBase64() throws IOException {
    JsonObject finding =
        JsonParser.parseString(json(rich())).getAsJsonObject().getAsJsonArray("findings").get(0).getAsJsonObject();
    JsonObject utf8 = edit(finding, 0);
    JsonObject byteOnly = edit(finding, 1);
    assertThat(utf8.get("replacement").getAsString()).isEqualTo("ü");
    assertThat(byteOnly.get("replacement").isJsonNull()).isTrue();
    assertThat(byteOnly.get("replacementBase64").getAsString()).isEqualTo("/A==");
  }

  private static JsonObject edit(JsonObject finding, int fix) {
    JsonObject object = finding.getAsJsonArray("fixes").get(fix).getAsJsonObject();
    return object.getAsJsonArray("edits").get(0).getAsJsonObject();
  }

  @Test
  void theSameFindingsGiveTheSameBytes() throws IOException {
    assertThat(json(rich())).isEqualTo(json(rich()));
  }

  @Test
  void aPlaceAtTheEndOfTheFileIsStillAPlace() throws IOException {
    SourceFile file = Samples.file("/etc/httpd/a.conf", "Listen 80 \\");
    Schema.ofReport().check(JsonParser.parseString(json(Samples.warning("m", new Span(file, 11, 11), ""))));
  }
}
