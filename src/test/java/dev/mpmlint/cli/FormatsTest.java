package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.mpmlint.support.RequiresProgram;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Every format, read by what reads it: a schema, a parser, a program.
class FormatsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  /// Errors, warnings and infos, related places, an included file, fixes of both kinds, a suppression, a file name and a
  /// value that need escaping, and bytes that are no UTF-8.
  @BeforeEach
  void aTreeOfEverything() throws IOException {
    Files.createDirectories(here.resolve("conf.d"));
    Files.writeString(
        here.resolve("httpd.conf"),
        """
        ServerRoot "%s"
        Listen 8080
        LoadModule mpm_event_module modules/mod_mpm_event.so
        ServerLimit 16
        MaxRequestWorkers 256
        # mpmlint: ignore[MPM028] the packages write it so
        MaxRequestsPerChild 0
        Include "conf.d/a, b & <c>.conf"
        """
            .formatted(here));
    Files.write(
        here.resolve("conf.d/a, b & <c>.conf"),
        """
        # caf\u00e9
        ThreadStackSize 1000
        <IfModule mpm_prefork.c>
        MaxClients 10%
        </IfModule>
        StartServers 2 # \u00fcber:"x"
        """
            .replace("\r", "")
            .getBytes(StandardCharsets.ISO_8859_1));
  }

  private String check(int code, String... options) {
    List<String> args = new ArrayList<>(List.of("check"));
    args.addAll(List.of(options));
    args.add("httpd.conf");
    Terminal.Outcome outcome = new Terminal(here).run(args.toArray(String[]::new));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isEqualTo(code);
    return outcome.out();
  }

  private static JsonSchema schema(String resource, SpecVersion.VersionFlag version) throws IOException {
    try (InputStream in = Objects.requireNonNull(JsonObject.class.getClassLoader().getResourceAsStream(resource))) {
      return JsonSchemaFactory.getInstance(version).getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /// The findings of the tree, by code, as the plainest format has them.
  private List<String> codes() {
    List<String> codes = new ArrayList<>();
    Matcher matcher = Pattern.compile("\\[([A-Z]{3}\\d{3})]$", Pattern.MULTILINE).matcher(check(1, "--format", "gcc"));
    while (matcher.find()) {
      codes.add(matcher.group(1));
    }
    assertThat(codes).hasSizeGreaterThan(3);
    return codes;
  }

  @Test
  void sarifIsWhatTheOfficialSchemaAsks() throws IOException {
    String sarif = check(1, "--format", "sarif");
    JsonSchema schema = schema("dev/mpmlint/report/sarif-schema-2.1.0.json", SpecVersion.VersionFlag.V7);
    assertThat(schema.validate(sarif, InputFormat.JSON)).isEmpty();
    assertThat(schema.validate(sarif.replace("\"ruleIndex\"", "\"ruleNumber\""), InputFormat.JSON)).isNotEmpty();

    JsonObject run = JsonParser.parseString(sarif).getAsJsonObject().getAsJsonArray("runs").get(0).getAsJsonObject();
    JsonArray rules = run.getAsJsonObject("tool").getAsJsonObject("driver").getAsJsonArray("rules");
    List<JsonObject> results = new ArrayList<>();
    run.getAsJsonArray("results").forEach(r -> results.add(r.getAsJsonObject()));
    for (JsonObject result : results) {
      JsonObject rule = rules.get(result.get("ruleIndex").getAsInt()).getAsJsonObject();
      assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
      assertThat(rule.getAsJsonObject("help").get("markdown").getAsString()).startsWith("# " + rule.get("id").getAsString());
      assertThat(result.getAsJsonObject("partialFingerprints").get("mpmlint/v1").getAsString()).matches("[0-9a-f]{32}");
    }
    assertThat(results.stream().filter(r -> !r.has("suppressions")).map(r -> r.get("ruleId").getAsString()))
        .containsExactlyInAnyOrderElementsOf(codes());
    assertThat(results.stream().filter(r -> r.has("suppressions")).toList()).singleElement()
        .satisfies(r -> assertThat(r.get("ruleId").getAsString()).isEqualTo("MPM028"))
        .satisfies(r -> assertThat(r.getAsJsonArray("suppressions").toString()).contains("inSource", "the packages write it so"));
    assertThat(sarif).contains("\"uri\": \"conf.d/a,%20b%20&%20%3Cc%3E.conf\"", "included here", "\"fixes\"");
  }

  /// A fix as SARIF has it, made by its bytes and by its lines, is what `--fix` makes.
  @Test
  void aFixInSarifIsTheSameByBytesAndByLines() throws IOException {
    JsonObject document = JsonParser.parseString(check(1, "--format", "sarif")).getAsJsonObject();
    byte[] file = Files.readAllBytes(here.resolve("httpd.conf"));
    List<String> lines = Files.readAllLines(here.resolve("httpd.conf"));
    int seen = 0;
    for (var result : document.getAsJsonArray("runs").get(0).getAsJsonObject().getAsJsonArray("results")) {
      JsonArray fixes = result.getAsJsonObject().getAsJsonArray("fixes");
      for (var fix : fixes == null ? new JsonArray() : fixes) {
        for (var change : fix.getAsJsonObject().getAsJsonArray("artifactChanges")) {
          if (change.toString().contains("\"httpd.conf\"")) {
            for (var replacement : change.getAsJsonObject().getAsJsonArray("replacements")) {
              JsonObject region = replacement.getAsJsonObject().getAsJsonObject("deletedRegion");
              int offset = region.get("byteOffset").getAsInt();
              String byBytes = new String(file, offset, region.get("byteLength").getAsInt(), StandardCharsets.UTF_8);
              String line = lines.get(region.get("startLine").getAsInt() - 1);
              String byLine = line.substring(region.get("startColumn").getAsInt() - 1, region.get("endColumn").getAsInt() - 1);
              assertThat(byBytes).isEqualTo(byLine);
              seen++;
            }
          }
        }
      }
    }
    assertThat(seen).isPositive();
  }

  @Test
  void ourJsonIsWhatItsSchemaAsks() throws IOException {
    String json = check(1, "--format", "json");
    JsonSchema schema = schema("dev/mpmlint/report/mpmlint-report-1.schema.json", SpecVersion.VersionFlag.V202012);
    assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(schema.validate(json.replace("\"httpdLine\"", "\"line\""), InputFormat.JSON)).isNotEmpty();
    assertThat(JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("summary").get("suppressed").getAsInt()).isOne();
  }

  /// What GitLab's documentation of Code Quality reports asks for.
  @Test
  void gitlabHasWhatItsDocumentationAsks() {
    JsonArray issues = JsonParser.parseString(check(1, "--format", "gitlab")).getAsJsonArray();
    String schema =
        """
        {"type": "array", "items": {"type": "object",
          "required": ["description", "check_name", "fingerprint", "severity", "location"],
          "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {"type": "object", "required": ["path", "positions"], "properties": {
              "path": {"type": "string", "pattern": "^[^/.]"},
              "positions": {"type": "object", "required": ["begin"], "properties": {
                "begin": {"type": "object", "required": ["line"], "properties": {"line": {"type": "integer", "minimum": 1}}}}}}}}}}
        """;
    JsonSchema judge = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    assertThat(judge.validate(issues.toString(), InputFormat.JSON)).isEmpty();
    List<String> codes = new ArrayList<>();
    TreeSet<String> prints = new TreeSet<>();
    issues.forEach(i -> codes.add(i.getAsJsonObject().get("check_name").getAsString()));
    issues.forEach(i -> prints.add(i.getAsJsonObject().get("fingerprint").getAsString()));
    assertThat(codes).containsExactlyInAnyOrderElementsOf(codes());
    assertThat(prints).hasSameSizeAs(codes);
  }

  /// Read as the runner's toolkit reads it.
  @Test
  void githubsRunnerUnderstandsEachCommand() {
    Pattern command = Pattern.compile("::(error|warning|notice) ([^:]*)::(.*)");
    List<String> codes = new ArrayList<>();
    for (String line : check(1, "--format", "github").lines().toList()) {
      Matcher matcher = command.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      for (String property : matcher.group(2).split(",")) {
        String[] pair = property.split("=", 2);
        assertThat(pair[0]).isIn("title", "file", "line", "endLine", "col", "endColumn");
        if (pair[0].equals("title")) {
          codes.add(pair[1].substring(pair[1].indexOf('(') + 1, pair[1].indexOf(')')));
        } else if (pair[0].equals("file")) {
          assertThat(here.resolve(pair[1].replace("%2C", ",").replace("%3A", ":").replace("%25", "%"))).exists();
        } else {
          assertThat(Integer.parseInt(pair[1])).isPositive();
        }
      }
    }
    assertThat(codes).containsExactlyInAnyOrderElementsOf(codes());
  }

  @Test
  void checkstyleIsXmlWithEachFileAndFinding() throws Exception {
    Document xml = xml(check(1, "--format", "checkstyle"));
    assertThat(xml.getDocumentElement().getTagName()).isEqualTo("checkstyle");
    List<String> codes = new ArrayList<>();
    for (Element error : elements(xml, "error")) {
      codes.add(error.getAttribute("source").replace("mpmlint.", ""));
      assertThat(error.getAttribute("severity")).isIn("error", "warning", "info");
      assertThat(here.resolve(((Element) error.getParentNode()).getAttribute("name"))).exists();
    }
    assertThat(codes).containsExactlyInAnyOrderElementsOf(codes());
  }

  @Test
  void junitCountsWhatItLists() throws Exception {
    Document xml = xml(check(1, "--format", "junit"));
    Element root = xml.getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("testsuites");
    assertThat(Integer.parseInt(root.getAttribute("failures"))).isEqualTo(codes().size());
    assertThat(elements(xml, "failure")).hasSameSizeAs(codes());
    assertThat(elements(xml, "testcase")).hasSize(Integer.parseInt(root.getAttribute("tests")));
    for (Element suite : elements(xml, "testsuite")) {
      assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(Integer.parseInt(suite.getAttribute("tests")));
    }
  }

  @Test
  @RequiresProgram("patch")
  void patchMakesOfADiffWhatFixMakes() throws Exception {
    // In the bytes of the files, which are no UTF-8.
    Terminal bytes = new Terminal(here).in(StandardCharsets.ISO_8859_1);
    String diff = bytes.run("check", "--format", "diff", "--unsafe-fixes", "httpd.conf").out();
    Path copy = Files.createDirectory(here.resolve("copy"));
    Files.createDirectories(copy.resolve("conf.d"));
    for (String name : List.of("httpd.conf", "conf.d/a, b & <c>.conf")) {
      Files.copy(here.resolve(name), copy.resolve(name));
    }
    Files.write(here.resolve("fix.diff"), diff.getBytes(StandardCharsets.ISO_8859_1));
    Process patch =
        new ProcessBuilder("patch", "-p1", "-s", "-i", "../fix.diff").directory(copy.toFile()).inheritIO().start();
    assertThat(patch.waitFor()).isZero();
    new Terminal(here).run("check", "--fix", "--unsafe-fixes", "httpd.conf");
    assertThat(diff).contains("a, b & <c>.conf", "httpd.conf");
    for (String name : List.of("httpd.conf", "conf.d/a, b & <c>.conf")) {
      assertThat(copy.resolve(name)).hasSameBinaryContentAs(here.resolve(name));
    }
  }

  @Test
  void severalFormatsAtOnceGoIntoFilesAsTheyWouldToTheTerminal() throws IOException {
    String text = check(1, "-q", "--output", "sarif=out.sarif", "-o", "junit=reports.xml", "-o", "gcc=out.txt");
    assertThat(text).isEqualTo(check(1, "-q"));
    assertThat(here.resolve("out.sarif")).hasContent(check(1, "--format", "sarif"));
    assertThat(here.resolve("out.txt")).hasContent(check(1, "--format", "gcc"));
    assertThat(here.resolve("reports.xml")).exists();
  }

  @Test
  void autoSeesTheBuildServer() {
    assertThat(new Terminal(here).with("GITHUB_ACTIONS", "true").run("check", "--format", "auto", "httpd.conf").out()).startsWith("::");
    assertThat(new Terminal(here).with("GITLAB_CI", "true").run("check", "--format", "auto", "httpd.conf").out()).startsWith("[");
    assertThat(check(1, "--format", "auto", "-q")).isEqualTo(check(1, "-q"));
  }

  @Test
  void aFileThatCannotBeWrittenIsSaidInASentence() {
    Terminal.Outcome outcome = new Terminal(here).run("check", "-o", "sarif=no/such/folder.sarif", "httpd.conf");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("mpmlint: cannot write --output ").contains("there is no such file");
    assertThat(new Terminal(here).run("check", "-o", "sarf=x", "httpd.conf").err()).contains("did you mean sarif?");
    assertThat(new Terminal(here).run("check", "-o", "sarif", "httpd.conf").err()).contains("--output sarif=out.sarif");
  }

  private static Document xml(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document xml, String name) {
    NodeList list = xml.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < list.getLength(); i++) {
      elements.add((Element) list.item(i));
    }
    return elements;
  }
}
