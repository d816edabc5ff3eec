package dev.mpmlint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.Block;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The hooks, run by the real pre-commit in a git repository of their own. With `CI=true`, or `-Dmpmlint.precommit=build`,
/// mpmlint is built in pre-commit's copy as well, which takes more than a minute.
@RequiresProgram({"pre-commit", "git"})
class PreCommitIT {
  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final String GOOD = "<VirtualHost *:80>\n    ServerName www.example.org\n</VirtualHost>\n";
  private static final String BAD = "<VirtualHost *:80>\n    ServerName www.example.org\n</VirtualHos>\n";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path scratch;

  private Path hooks = Path.of("");
  private Path site = Path.of("");

  @BeforeEach
  void aRepositoryOfHooksAndOneOfASite() throws Exception {
    hooks = Files.createDirectories(scratch.resolve("hooks"));
    Files.copy(PROJECT.resolve(".pre-commit-hooks.yaml"), hooks.resolve(".pre-commit-hooks.yaml"));
    commitAll(hooks, "hooks");
    site = Files.createDirectories(scratch.resolve("site"));
    Files.createDirectories(site.resolve("conf.d"));
    Files.writeString(site.resolve("conf.d/www.conf"), GOOD);
    Files.writeString(site.resolve("notes.txt"), "</VirtualHost>\n");
    Files.createDirectories(site.resolve("conf"));
    Files.writeString(
        site.resolve("conf/httpd.conf"),
        """
        ServerRoot /etc/httpd
        Listen 80
        LoadModule mpm_event_module modules/mod_mpm_event.so
        LoadModule reqtimeout_module modules/mod_reqtimeout.so
        Include conf.d/*.conf
        """);
    commitAll(site, "site");
  }

  private record Run(int code, String said) {}

  private Run run(Path folder, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    Path bin = Path.of(System.getProperty("mpmlint.home"), "bin");
    environment.put("PATH", bin + ":" + environment.get("PATH"));
    environment.put("PRE_COMMIT_HOME", scratch.resolve("cache").toString());
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    for (String who : List.of("GIT_AUTHOR", "GIT_COMMITTER")) {
      environment.put(who + "_NAME", "test");
      environment.put(who + "_EMAIL", "test@example.org");
    }
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return new Run(process.exitValue(), said);
  }

  private String must(Path folder, String... command) throws Exception {
    Run run = run(folder, command);
    assertThat(run.code).as("%s: %s", List.of(command), run.said).isZero();
    return run.said;
  }

  private void commitAll(Path repository, String message) throws Exception {
    if (!Files.exists(repository.resolve(".git"))) {
      must(repository, "git", "init", "-q");
    }
    must(repository, "git", "add", "-A");
    must(repository, "git", "commit", "-q", "-m", message);
  }

  @Test
  void theManifestIsValid() throws Exception {
    must(PROJECT, "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml");
  }

  @Test
  void tryRepoFindsWhatIsWrongInFragments() throws Exception {
    assertThat(must(site, "pre-commit", "try-repo", hooks.toString(), "mpmlint", "--all-files")).contains("Passed");
    Files.writeString(site.resolve("conf.d/www.conf"), BAD);
    Run run = run(site, "pre-commit", "try-repo", hooks.toString(), "mpmlint", "--files", "conf.d/www.conf", "notes.txt");
    assertThat(run.code).isEqualTo(1);
    assertThat(run.said).contains("Failed", "conf.d/www.conf").doesNotContain("notes.txt");
  }

  @Test
  void aBadCommitIsStoppedAndAGoodOneLetThrough() throws Exception {
    install("mpmlint", "mpmlint-root");
    Files.writeString(site.resolve("conf.d/www.conf"), BAD);
    must(site, "git", "add", "-A");
    Run bad = run(site, "git", "commit", "-m", "bad");
    assertThat(bad.code).isEqualTo(1);
    assertThat(bad.said).contains("mpmlint (changed fragments)", "Failed", "conf.d/www.conf");
    assertThat(must(site, "git", "log", "--oneline")).doesNotContain("bad");

    Files.writeString(site.resolve("conf.d/www.conf"), GOOD.replace("www", "shop"));
    must(site, "git", "add", "-A");
    assertThat(must(site, "git", "commit", "-m", "good")).contains("Passed").doesNotContain("Failed");
    assertThat(must(site, "git", "log", "--oneline")).contains("good");
  }

  @Test
  void theWholeConfigurationIsCheckedWhereAFragmentAloneIsRight() throws Exception {
    install("mpmlint", "mpmlint-root");
    Files.writeString(site.resolve("conf.d/mpm.conf"), "LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n");
    must(site, "git", "add", "-A");
    Run bad = run(site, "git", "commit", "-m", "two MPMs");
    assertThat(bad.code).isEqualTo(1);
    assertThat(bad.said).contains("MPM002");
  }

  /// README's settings, but for where the repository is.
  @Test
  void theSettingsThatReadmeShowsAreThoseOfASite() throws Exception {
    Block shown =
        Block.ofReadme("yaml").stream().filter(b -> b.lines().getFirst().equals("repos:")).findFirst().orElseThrow();
    must(hooks, "git", "tag", "v0.1.0");
    String settings = shown.text().replaceFirst("repo: \\S+", "repo: " + hooks);
    Files.writeString(site.resolve(".pre-commit-config.yaml"), settings);
    commitAll(site, "hooks on");
    must(site, "pre-commit", "validate-config", ".pre-commit-config.yaml");
    String passed = must(site, "pre-commit", "run", "--all-files");
    assertThat(passed).contains("mpmlint (changed fragments)", "mpmlint (whole configuration)").doesNotContain("Failed");

    Files.writeString(site.resolve("conf.d/mpm.conf"), "LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n");
    must(site, "git", "add", "-A");
    assertThat(run(site, "pre-commit", "run", "--all-files").said).contains("MPM002", "conf/httpd.conf");
  }

  static boolean builds() {
    return "true".equals(System.getenv("CI")) || "build".equals(System.getProperty("mpmlint.precommit"));
  }

  /// And README's first command, in the same copy.
  @Test
  @EnabledIf("builds")
  void theHookBuildsMpmlintOnFirstUse() throws Exception {
    copyProject();
    commitAll(hooks, "sources");
    install("mpmlint-build");
    Files.writeString(site.resolve("conf.d/www.conf"), BAD);
    must(site, "git", "add", "-A");
    Run bad = run(site, "git", "commit", "-m", "bad");
    assertThat(bad.said).contains("Failed", "mpmlint: building it, once", "conf.d/www.conf");
    Files.writeString(site.resolve("conf.d/www.conf"), GOOD.replace("www", "shop"));
    must(site, "git", "add", "-A");
    assertThat(must(site, "git", "commit", "-m", "good")).contains("Passed").doesNotContain("building");

    Path copy;
    try (Stream<Path> copies = Files.walk(scratch.resolve("cache"), 2)) {
      copy = copies.filter(p -> Files.exists(p.resolve("pom.xml"))).findFirst().orElseThrow();
    }
    Run first = run(copy, "sh", "-c", Block.ofReadme("sh").getFirst().text());
    assertThat(first.code).as(first.said).isEqualTo(1);
    assertThat(first.said).contains("error[MPM002] more than one MPM is loaded");
  }

  private void install(String... ids) throws Exception {
    String rev = must(hooks, "git", "rev-parse", "HEAD").strip();
    StringBuilder config = new StringBuilder("repos:\n- repo: " + hooks + "\n  rev: " + rev + "\n  hooks:\n");
    for (String id : ids) {
      config.append("  - id: ").append(id).append('\n');
    }
    Files.writeString(site.resolve(".pre-commit-config.yaml"), config);
    commitAll(site, "hooks on");
    must(site, "pre-commit", "install");
  }

  /// What git would have of the project, without its history.
  private void copyProject() throws IOException {
    for (String name : List.of("pom.xml", "grammar", "src", "samples", ".gitignore", ".pre-commit-hooks.yaml")) {
      Path from = PROJECT.resolve(name);
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
          Path to = hooks.resolve(PROJECT.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(to);
          } else if (!file.startsWith(PROJECT.resolve("src/test"))) {
            Files.copy(file, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }
}
