package dev.mpmlint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.mpmlint.support.Block;
import dev.mpmlint.support.BundledServer;
import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.bjurr.violations.lib.ViolationsApi;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.reports.Parser;

/// What README shows besides what [dev.mpmlint.cli.ReadmeTest] runs: jobs of build servers as these run them, settings and
/// comments, the commands of the server, and a proof, whose figures differ. Settings of editors are tried by `ReadmeEditorsIT`, those of pre-commit and the
/// build by [PreCommitIT].
class ReadmeIT {
  private static final String MEASURED = "console measured";
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path scratch;

  private record Run(int code, String said) {}

  /// Runs a script with the packaged program on the PATH.
  private Run run(Path folder, Map<String, String> environment, String... command) throws IOException, InterruptedException {
    Path said = scratch.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("PATH", BundledServer.program().getParent() + ":" + System.getenv("PATH"));
    Process process = builder.start();
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(ended).as("%s ends; it said: %s", List.of(command), text).isTrue();
    return new Run(process.exitValue(), text);
  }

  private Run mpmlint(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(BundledServer.program().toString()));
    command.addAll(List.of(arguments));
    return run(scratch, Map.of(), command.toArray(String[]::new));
  }

  /// A repository with the configuration of a sample, for a build server.
  private Path repository(String server, String sample) throws IOException {
    Path from = PROJECT.resolve("samples").resolve(sample);
    Path to = Files.createDirectories(scratch.resolve(server)).resolve(sample);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  /// What bots of build servers read out of a report: code and file of each finding.
  private static List<String> read(Path report, Parser parser) {
    return ViolationsApi.violationsApi()
        .findAll(parser)
        .inFolder(String.valueOf(report.getParent()))
        .withPattern(".*/" + report.getFileName() + "$")
        .violations()
        .stream()
        .map((Violation v) -> v.getFile() + " " + v.getRule())
        .toList();
  }

  @Test
  void everyJobOfABuildServerDoesWhatIsSaid() throws Exception {
    List<String> servers = new ArrayList<>();
    for (Block block : Block.ofReadme("yaml")) {
      JsonNode yaml = new YAMLMapper().readTree(block.text());
      if (yaml.has("jobs")) {
        yaml.get("jobs").forEach(job -> assertThat(job.has("runs-on")).isTrue());
        inGithubActions(yaml.get("jobs").iterator().next().get("steps"));
        servers.add("GitHub");
      } else if (yaml.iterator().next().has("script")) {
        inGitlab(yaml.iterator().next());
        servers.add("GitLab");
      } else if (!yaml.has("repos")) {
        fail("nobody runs the YAML of README's line " + block.line());
      }
    }
    assertThat(servers).containsExactly("GitHub", "GitLab");
  }

  private void inGithubActions(JsonNode steps) throws Exception {
    Path broken = repository("github", "broken");
    Path right = repository("github", "worker");
    Map<String, String> there = Map.of("CI", "true", "GITHUB_ACTIONS", "true");
    for (JsonNode step : steps) {
      if (step.has("run")) {
        // As the runner starts it.
        Path script = Files.writeString(scratch.resolve("step.sh"), step.get("run").asText());
        Run stopped = run(broken, there, "bash", "-e", script.toString());
        assertThat(stopped.code).isEqualTo(1);
        assertThat(stopped.said.lines()).hasSizeGreaterThan(5).allMatch(l -> l.matches("::(error|warning|notice) .*::.*"));
        Run passed = run(right, there, "bash", "-e", script.toString());
        assertThat(passed.code).as(passed.said).isZero();
        assertThat(passed.said).doesNotContain("::error", "::warning");
      } else if (step.get("uses").asText().contains("upload-sarif")) {
        String file = step.get("with").get("sarif_file").asText();
        assertThat(read(broken.resolve(file), Parser.SARIF)).contains("conf.modules.d/00-mpm.conf MPM002");
        assertThat(right.resolve(file)).exists();
      } else {
        assertThat(step.get("uses").asText()).startsWith("actions/checkout@");
      }
    }
  }

  private void inGitlab(JsonNode job) throws Exception {
    Path broken = repository("gitlab", "broken");
    for (JsonNode line : job.get("script")) {
      Run stopped = run(broken, Map.of("CI", "true", "GITLAB_CI", "true"), "bash", "-eo", "pipefail", "-c", line.asText());
      assertThat(stopped.code).isEqualTo(1);
      assertThat(stopped.said).contains("error[MPM002] more than one MPM is loaded");
    }
    JsonNode reports = job.get("artifacts").get("reports");
    assertThat(job.get("artifacts").get("when").asText()).as("a job that fails keeps its reports").isEqualTo("always");
    assertThat(read(broken.resolve(reports.get("codequality").asText()), Parser.CODECLIMATE))
        .contains("conf.modules.d/00-mpm.conf MPM002");
    assertThat(broken.resolve(reports.get("junit").asText())).content().contains("MPM002 at 6:1");
  }

  @Test
  void settingsAndCommentsAreRightAndHold() throws Exception {
    for (Block block : Block.ofReadme("apache")) {
      if (block.lines().getFirst().startsWith("# mpmlint:")) {
        commentHolds(block);
      } else {
        settingsHold(block);
      }
    }
    assertThat(Block.ofReadme("apache")).hasSize(2);
  }

  private void commentHolds(Block block) throws Exception {
    String before = "Listen 80\nLoadModule mpm_event_module modules/mod_mpm_event.so\nThreadsPerChild 25\n";
    Files.writeString(scratch.resolve("httpd.conf"), before + block.text());
    Run heeded = mpmlint("check", "--format", "gcc", "httpd.conf");
    Run not = mpmlint("check", "--format", "gcc", "--no-inline", "httpd.conf");
    String code = block.lines().getFirst().replaceFirst(".*\\[(\\w+)].*", "$1");
    assertThat(heeded.said).doesNotContain(code, "SUP001");
    assertThat(not.said).contains(code);
  }

  private void settingsHold(Block block) throws Exception {
    Path file = Files.writeString(scratch.resolve(".mpmlint.conf"), block.text());
    assertThat(mpmlint("config", "verify", file.toString()).said).endsWith(" is right\n");
    Files.createDirectory(scratch.resolve("legacy"));
    String text = "Listen 80\nLoadModule mpm_prefork_module modules/mod_mpm_prefork.so\nKeepAliveTimeout 40\nMaxClients 100\n";
    for (String name : List.of("httpd.conf", "legacy/httpd.conf")) {
      Files.writeString(scratch.resolve(name), text);
    }
    Run here = mpmlint("check", "--format", "gcc", "httpd.conf");
    assertThat(here.said).contains("httpd.conf:3:18: error: ", "[MPM031]").doesNotContain("MPM028");
    Run legacy = mpmlint("check", "--format", "gcc", "legacy/httpd.conf");
    assertThat(legacy.said).doesNotContain("[MPM");
    Files.delete(file);
  }

  /// What it measures differs from run to run, what it tries and expects does not.
  @Test
  @RequiresProgram("apache2")
  void theProofTriesWhatIsShown() throws Exception {
    Block block = Block.ofReadme(MEASURED).getFirst();
    assertThat(block.lines().getFirst()).startsWith("$ mpmlint verify ");
    assertThat(block.lines()).hasSizeGreaterThan(8);

    Run verify = run(PROJECT, Map.of("LC_ALL", "C.UTF-8"), "bash", "-c", block.lines().getFirst().substring(2));

    assertThat(verify.code).as(verify.said).isLessThan(2);
    assertThat(block.rowsMissingIn(verify.said)).as("are not in: %s", verify.said).isEmpty();
    assertThat(block.rowsMissingIn(verify.said.replace("requests served at once", "workers"))).isNotEmpty();
  }

  /// Each command of the server as it stands there, the one in the foreground ended by TERM.
  @Test
  void theServerObeysTheCommandsThatAreShown() throws Exception {
    Block block = Block.ofReadme("sh").getLast();
    Files.writeString(
        scratch.resolve("httpd.conf"),
        """
        ServerRoot "%s"
        Listen 127.0.0.1:%d
        PidFile httpd.pid
        ErrorLog error.log
        LoadModule mpm_event_module modules/mod_mpm_event.so
        LoadModule unixd_module modules/mod_unixd.so
        User nobody
        Group nogroup
        StartServers 1
        """
            .formatted(scratch, Engine.freePort()));
    assertThat(block.lines()).hasSize(5).allMatch(line -> line.startsWith("mpmlint serve "));
    foreground(block.lines().getFirst());
    List<String> said = new ArrayList<>();
    for (String line : block.lines().subList(1, 5)) {
      Run run = run(scratch, Map.of(), "bash", "-c", line);
      assertThat(run.code).as("%s said: %s", line, run.said).isZero();
      said.add(run.said);
      if (line.contains("start ")) {
        await("resuming normal operations");
      }
    }
    assertThat(said.get(1)).contains("running");
    await("caught SIGTERM");
  }

  private void foreground(String line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec " + line).directory(scratch.toFile()).redirectErrorStream(true);
    builder.environment().put("PATH", BundledServer.program().getParent() + ":" + System.getenv("PATH"));
    Process process = builder.redirectOutput(scratch.resolve("foreground").toFile()).start();
    try {
      await("resuming normal operations");
    } finally {
      process.destroy();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(process.exitValue()).isZero();
    await("caught SIGTERM");
    Files.delete(scratch.resolve("error.log"));
  }

  private void await(String logged) throws IOException {
    Path log = scratch.resolve("error.log");
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!Files.exists(log) || !Files.readString(log).contains(logged)) {
      assertThat(System.nanoTime()).as("\"%s\" is logged", logged).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
