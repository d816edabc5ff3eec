package dev.mpmlint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Completions, manual pages and packages, each given to the program that reads it.
class PackagedTextsIT {
  private static final Path HOME = Path.of(System.getProperty("mpmlint.home", "target/mpmlint")).toAbsolutePath();
  private static final Path SHARE = HOME.resolve("share");
  private static final String BASH =
      """
      source "$0"
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      _mpmlint
      printf '%s\\n' "${COMPREPLY[@]}"
      """;
  // A shell within the shell, on a terminal of its own, into which a line and a tabulator are typed.
  private static final String ZSH =
      """
      zmodload zsh/zpty zsh/zselect
      zpty inner zsh -f -i
      zpty -w inner "PROMPT='>'; fpath=($1 \\$fpath); autoload -U compinit; compinit -u -d $2; setopt nobeep; print REA''DY"
      await() {
        local seen='' some
        repeat 1200; do
          while zpty -r -t inner some; do seen+=$some; done
          [[ $seen == *$1* ]] && return
          zselect -t 5
        done
        print -r -- "not seen: $1, but: $seen"
        exit 1
      }
      await READY
      zpty -w -n inner "$3"$'\\t'
      await "$4"
      zpty -d inner
      print found
      """;

  @TempDir static Path folder;
  private static List<String> packages = List.of();

  @TempDir Path scratch;

  @ParameterizedTest
  @CsvSource({
    "mpmlint che, check",
    "mpmlint check --fail, --fail-on",
    "mpmlint check --fail-on w, warning",
    "mpmlint check --fail-on = w, warning",
    "mpmlint check --layout deb, debian",
    "mpmlint check sam, samples",
    "mpmlint explain MPM00, MPM002",
    "mpmlint explain ThreadsPer, ThreadsPerChild",
    "mpmlint help swi, switch",
    "mpmlint completion z, zsh",
  })
  @RequiresProgram("bash")
  void bashCompletes(String typed, String expected) throws Exception {
    Files.createDirectory(scratch.resolve("samples"));
    List<String> command =
        Stream.concat(
                Stream.of("bash", "--norc", "-c", BASH, SHARE.resolve("bash-completion/completions/mpmlint").toString()),
                Stream.of(typed.split(" ")))
            .toList();

    assertThat(run(command).lines()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "mpmlint che, mpmlint check",
    "mpmlint check --fail, --fail-on",
    "mpmlint check --fail-on=wa, --fail-on=warning",
    "mpmlint explain ThreadsPer, ThreadsPerChild",
  })
  @RequiresProgram("zsh")
  void zshCompletes(String typed, String expected) throws Exception {
    Path script = Files.writeString(scratch.resolve("complete.zsh"), ZSH);

    assertThat(
            run(
                List.of(
                    "zsh", "-f", script.toString(), SHARE.resolve("zsh/vendor-completions").toString(),
                    scratch.resolve("dump").toString(), typed, expected)))
        .isEqualTo("found\n");
  }

  @ParameterizedTest
  @CsvSource({
    "mpmlint che, check",
    "mpmlint check --fail, --fail-on",
    "mpmlint check --fail-on w, warning",
    "mpmlint check --root sam, samples/",
    "mpmlint check sam, samples/",
    "mpmlint explain ThreadsPer, ThreadsPerChild",
  })
  @RequiresProgram("fish")
  void fishCompletes(String typed, String expected) throws Exception {
    Files.createDirectory(scratch.resolve("samples"));
    String script = "source " + SHARE.resolve("fish/vendor_completions.d/mpmlint.fish") + "; complete -C '" + typed + "'";

    assertThat(run(List.of("fish", "--no-config", "-c", script)).lines().map(line -> line.split("\t")[0])).contains(expected);
  }

  @Test
  @RequiresProgram("man")
  void manReadsItsPages() throws Exception {
    try (Stream<Path> pages = Files.list(SHARE.resolve("man/man1"))) {
      List<Path> all = pages.sorted().toList();
      assertThat(all).anyMatch(page -> page.endsWith("mpmlint.1")).anyMatch(page -> page.endsWith("mpmlint-check.1"));
      for (Path page : all) {
        // Warnings of groff's go to standard error, which is read along.
        String shown = run(List.of("man", "--warnings=w", "-l", page.toString()));
        assertThat(shown).as("%s", page).doesNotContain("troff", "<standard input>").contains("NAME", "SYNOPSIS", "OPTIONS");
      }
    }
  }

  /// Of every command, as `--help-all` lists them, what each shell completes and each manual page tells.
  @Test
  @RequiresProgram({"bash", "fish", "man"})
  void everyOptionOfEveryCommandIsCompletedAndTold() throws Exception {
    String program = HOME.resolve("bin/mpmlint").toString();
    Pattern listed = Pattern.compile("^  ([a-z]+)  +[a-zA-Z]", Pattern.MULTILINE);
    List<String> commands = listed.matcher(run(List.of(program, "--help"))).results().map(m -> m.group(1)).toList();
    assertThat(commands).hasSizeGreaterThan(15).contains("check", "completion");
    String zsh = Files.readString(SHARE.resolve("zsh/vendor-completions/_mpmlint"));
    String fish = "source " + SHARE.resolve("fish/vendor_completions.d/mpmlint.fish");
    for (String command : commands) {
      List<String> options = options(run(List.of(program, command, "--help-all")));
      assertThat(options).as(command).contains("--help");
      String typed = "mpmlint " + command + " --";
      Path script = SHARE.resolve("bash-completion/completions/mpmlint");
      assertThat(run(List.of("bash", "--norc", "-c", BASH, script.toString(), "mpmlint", command, "--")).lines())
          .as("bash: %s", typed)
          .containsExactlyInAnyOrderElementsOf(options);
      assertThat(run(List.of("fish", "--no-config", "-c", fish + "; complete -C '" + typed + "'")).lines().map(l -> l.split("\t")[0]))
          .as("fish: %s", typed)
          .containsExactlyInAnyOrderElementsOf(options);
      String part = zsh.substring(zsh.indexOf("        " + command + ")\n"));
      String arguments = part.substring(0, part.indexOf(";;"));
      assertThat(options).as("zsh: %s", typed).allMatch(option -> arguments.contains(option + "[") || arguments.contains(option + "=["));
      String page = run(List.of("man", "-P", "cat", "-l", SHARE.resolve("man/man1/mpmlint-" + command + ".1").toString()));
      assertThat(page.replace("\u2010", "-")).as("man mpmlint-%s", command).contains(options);
    }
  }

  /// The long options that a help lists.
  private static List<String> options(String help) {
    return Pattern.compile("^ {2,6}(?:-\\w, )?(--[a-z-]+)", Pattern.MULTILINE).matcher(help).results().map(m -> m.group(1)).toList();
  }

  @Test
  void theProgramPrintsWhatIsInstalled() throws Exception {
    for (Map.Entry<String, String> shell :
        Map.of("bash", "bash-completion/completions/mpmlint", "zsh", "zsh/vendor-completions/_mpmlint", "fish", "fish/vendor_completions.d/mpmlint.fish")
            .entrySet()) {
      assertThat(run(List.of(HOME.resolve("bin/mpmlint").toString(), "completion", shell.getKey())))
          .isEqualTo(Files.readString(SHARE.resolve(shell.getValue())));
    }
  }

  /// The tar.gz and the .deb, made once.
  private List<String> packages() throws Exception {
    if (!packages.isEmpty()) {
      return packages;
    }
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    Path builder = HOME.resolve("../../src/build/java/Packages.java").normalize();
    List<String> made =
        run(List.of(java.toString(), builder.toString(), HOME.toString(), "0.1.0", folder.resolve("made").toString()))
            .lines()
            .toList();
    assertThat(made).hasSize(2);
    packages = made;
    return made;
  }

  static boolean isBuildServer() {
    return "true".equals(System.getenv("CI")) && "root".equals(System.getProperty("user.name"));
  }

  /// A build server is thrown away, so there it is installed as users install it, used, and removed.
  @Test
  @EnabledIf("isBuildServer")
  @RequiresProgram({"dpkg", "man", "bash"})
  void theBuildServerInstallsThePackageAndUsesIt() throws Exception {
    Path installed = Path.of("/usr/bin/mpmlint");
    assertThat(installed).as("it is not installed yet").doesNotExist();
    try {
      run(List.of("dpkg", "-i", packages().getLast()));
      assertThat(run(List.of("dpkg", "-s", "mpmlint"))).contains("Status: install ok installed");
      Path good = Files.writeString(scratch.resolve("vhost.conf"), "<VirtualHost *:80>\n  ServerName www.example.org\n</VirtualHost>\n");
      assertThat(run(List.of("bash", "-lc", "mpmlint check " + good))).startsWith("no findings in 1 file");
      assertThat(run(List.of("man", "-w", "mpmlint-check"))).startsWith("/usr/share/man/man1/mpmlint-check.1");
      assertThat(run(List.of("bash", "-c", "source /usr/share/bash-completion/completions/mpmlint; complete -p mpmlint"))).contains("_mpmlint");
    } finally {
      run(List.of("dpkg", "-P", "mpmlint"));
    }
    assertThat(installed).doesNotExist();
    assertThat(Path.of("/usr/lib/mpmlint")).doesNotExist();
    assertThat(run(List.of("dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"))).doesNotContain("\nmpmlint ");
  }

  /// Made, installed and started, in a system of its own.
  @Test
  @RequiresProgram({"dpkg", "dpkg-deb", "tar"})
  void packagesAreInstalledAndRun() throws Exception {
    List<String> made = packages();

    Path unpacked = Files.createDirectory(scratch.resolve("unpacked"));
    run(List.of("tar", "-xzf", made.getFirst(), "-C", unpacked.toString()));
    try (Stream<Path> folders = Files.list(unpacked)) {
      Path program = folders.findFirst().orElseThrow().resolve("bin/mpmlint");
      assertThat(run(List.of(program.toString(), "--version"))).startsWith("mpmlint ");
    }

    Path root = Files.createDirectory(scratch.resolve("root"));
    Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
    Files.createDirectories(root.resolve("var/lib/dpkg/info"));
    Files.createFile(root.resolve("var/lib/dpkg/status"));
    run(
        List.of(
            "dpkg", "--root=" + root, "--force-not-root", "--force-depends", "--force-script-chrootless", "--log=/dev/null",
            "-i", made.getLast()));
    Path installed = root.resolve("usr/bin/mpmlint");
    assertThat(Files.readSymbolicLink(installed)).isEqualTo(Path.of("../lib/mpmlint/bin/mpmlint"));
    assertThat(run(List.of(installed.toString(), "explain", "MPM002"))).contains("several-mpms-loaded");
    for (String file : List.of("man/man1/mpmlint-check.1.gz", "bash-completion/completions/mpmlint", "doc/mpmlint/copyright")) {
      assertThat(root.resolve("usr/share").resolve(file)).isRegularFile();
    }
    run(List.of("dpkg", "--root=" + root, "--force-not-root", "--log=/dev/null", "-r", "mpmlint"));
    assertThat(installed).doesNotExist();
    assertThat(root.resolve("usr/lib/mpmlint")).doesNotExist();
  }

  /// All that it prints, in the scratch folder; it must succeed.
  private String run(List<String> command) throws IOException, InterruptedException {
    Path said = Files.createTempFile(scratch, "said", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("HOME", scratch.toString());
    builder.environment().put("MANWIDTH", "80");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(ended).as("%s ends; it said: %s", command, text).isTrue();
    assertThat(process.exitValue()).as("%s said: %s", command, text).isZero();
    return text;
  }
}
