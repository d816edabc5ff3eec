import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Assembles the distribution: `bin/` the launcher, `lib/` the jars, `runtime/` a Java image of just the modules that
/// they need, in `lib/` an AOT cache, trained by running the program on the samples, and `share/`, manual pages and
/// completions.
///
/// Maven runs it at the end of `package` with the Java of the toolchain, whose own jdeps and jlink it uses:
///
///     java Dist.java OUT LAUNCHER PROJECT_JAR CLASS_PATH SAMPLES CHILD_OPTIONS
final class Dist {
  private static final String MAIN = "dev.mpmlint.cli.Main";
  private static final String REHEARSAL = "dev.mpmlint.cli.Rehearsal";
  private static final String TEXTS = "dev.mpmlint.cli.PackagedTexts";

  // Annotations only: nothing reads them at run time.
  private static final List<String> NOT_NEEDED = List.of("jspecify-", "error_prone_annotations-");

  // Gson has adapters for the types of java.sql, and goes without where there are none.
  private static final Set<String> OPTIONAL = Set.of("java.sql");

  // For a process that lives for a tenth of a second.
  // Profiles of the training run would make Java compile at once, in each small check, what only large files need; the
  // thresholds keep its second compiler from starting before a check of a usual size has ended.
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xlog:disable",
          "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTReplayTraining",
          "-XX:Tier4InvocationThreshold=50000", "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=100000", "-XX:Tier4BackEdgeThreshold=400000");

  private final Path out;
  private final Path lib;
  private final List<String> jars = new ArrayList<>();
  // What only `repl` needs: not on the class path of the other commands, whose start it would slow down.
  private final List<String> terminal = new ArrayList<>();

  private Dist(Path out) {
    this.out = out;
    this.lib = out.resolve("lib");
  }

  public static void main(String[] args) throws Exception {
    Dist dist = new Dist(Path.of(args[0]));
    try {
      delete(dist.out);
      dist.fillLib(Path.of(args[2]), args[3]);
      dist.makeRuntime();
      dist.writeLauncher(Path.of(args[1]));
      dist.train(Path.of(args[4]));
      dist.makeChild(Path.of(args[5]));
      dist.writeTexts();
    } catch (Failure e) {
      System.err.println("mpmlint cannot be packaged: " + e.getMessage());
      System.exit(1);
    }
  }

  /// What went wrong, in a sentence.
  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }

  private void fillLib(Path projectJar, String classPath) throws IOException {
    Files.createDirectories(lib);
    List<URL> all = new ArrayList<>(List.of(projectJar.toUri().toURL()));
    for (String entry : classPath.split(File.pathSeparator)) {
      all.add(Path.of(entry).toUri().toURL());
    }
    // The types of all jars: those of one may extend another's.
    try (URLClassLoader types = new URLClassLoader(all.toArray(URL[]::new), null)) {
      ClassFile classFile = withStackMaps(types);
      repack(projectJar, "mpmlint.jar", classFile);
      for (String entry : classPath.split(File.pathSeparator)) {
        Path jar = Path.of(entry);
        String name = jar.getFileName().toString();
        if (name.endsWith(".jar") && NOT_NEEDED.stream().noneMatch(name::startsWith)) {
          repack(jar, name, classFile);
        }
      }
    }
  }

  /// Copies a jar with old class files rewritten, and stored instead of deflated: what the cache does not hold is read
  /// at every start.
  private void repack(Path from, String name, ClassFile classFile) throws IOException {
    boolean cached = !name.startsWith("jline-");
    (cached ? jars : terminal).add(name);
    try (InputStream in = Files.newInputStream(from);
        JarInputStream source = new JarInputStream(in);
        OutputStream file = Files.newOutputStream(lib.resolve(name));
        JarOutputStream target = new JarOutputStream(file)) {
      target.setLevel(0);
      for (JarEntry entry = source.getNextJarEntry(); entry != null; entry = source.getNextJarEntry()) {
        if (!entry.isDirectory() && !entry.getName().endsWith("module-info.class")) {
          JarEntry copy = new JarEntry(entry.getName());
          copy.setTimeLocal(entry.getTimeLocal());
          target.putNextEntry(copy);
          byte[] bytes = source.readAllBytes();
          target.write(cached && entry.getName().endsWith(".class") ? quick(classFile, bytes) : bytes);
        }
      }
    }
  }

  private static ClassFile withStackMaps(ClassLoader classes) {
    ClassHierarchyResolver resolver =
        ClassHierarchyResolver.ofResourceParsing(classes).orElse(ClassHierarchyResolver.defaultResolver());
    return ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(resolver));
  }

  private static byte[] quick(ClassFile classFile, byte[] bytes) {
    return PlainSwitches.rewrite(classFile, modern(classFile, bytes));
  }

  /// Class files before version 50 have no stack maps, and the AOT cache refuses them; picocli's are Java 5's.
  private static byte[] modern(ClassFile classFile, byte[] bytes) {
    ClassModel old = classFile.parse(bytes);
    if (old.majorVersion() >= ClassFile.JAVA_6_VERSION) {
      return bytes;
    }
    // Every element of the code is handed on by itself: code handed on as a whole would stay without stack maps.
    ClassTransform rewrite =
        ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
            .andThen(ClassTransform.endHandler(c -> c.withVersion(ClassFile.latestMajorVersion(), 0)));
    return classFile.transformClass(old, rewrite);
  }

  private void makeRuntime() throws Failure {
    List<String> files = Stream.concat(jars.stream(), terminal.stream()).map(jar -> lib.resolve(jar).toString()).toList();
    List<String> question = new ArrayList<>(List.of("--ignore-missing-deps", "--multi-release", "base"));
    question.addAll(List.of("--print-module-deps", "--class-path", String.join(File.pathSeparator, files)));
    question.addAll(files);
    TreeSet<String> modules = new TreeSet<>(List.of(tool("jdeps", question).strip().split(",")));
    modules.removeAll(OPTIONAL);
    // For lsp4j; jdeps leaves out what java.sql would bring along.
    modules.add("java.logging");
    // Not compressed: unpacking would cost time at every start.
    tool(
        "jlink",
        List.of(
            "--add-modules", String.join(",", modules),
            "--strip-debug", "--no-header-files", "--no-man-pages", "--vm=server", "--compress=zip-0",
            "--output", out.resolve("runtime").toString()));
  }

  private static String tool(String name, List<String> arguments) throws Failure {
    ToolProvider tool =
        ToolProvider.findFirst(name)
            .orElseThrow(() -> new Failure(System.getProperty("java.home") + " has no " + name + "; a full JDK is needed"));
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    if (tool.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
      throw new Failure(name + " failed: " + said.toString().strip());
    }
    return said.toString();
  }

  private void writeLauncher(Path template) throws IOException {
    String classPath = String.join(":", jars.stream().map(jar -> "$lib/" + jar).toList());
    String script =
        Files.readString(template)
            .replace("@JAVA_OPTIONS@", String.join(" ", JAVA_OPTIONS))
            .replace("@CLASS_PATH@", classPath)
            .replace("@TERMINAL@", String.join("", terminal.stream().map(jar -> ":$lib/" + jar).toList()))
            .replace("@MAIN@", MAIN);
    Path launcher = Files.createDirectories(out.resolve("bin")).resolve("mpmlint");
    Files.writeString(launcher, script);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// The bundled server's children start from a jar of their own, whose manifest opens what of the JDK they use, with a
  /// cache of just what they load.
  private void makeChild(Path optionsFile) throws Exception {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, "dev.mpmlint.server.child.ChildMain");
    main.put(Attributes.Name.CLASS_PATH, "mpmlint.jar");
    main.put(new Attributes.Name("Add-Exports"), "java.base/sun.nio.ch java.base/jdk.internal.misc");
    main.put(new Attributes.Name("Add-Opens"), "java.base/sun.nio.ch");
    main.put(new Attributes.Name("Enable-Native-Access"), "ALL-UNNAMED");
    Path jar = lib.resolve("child.jar");
    try (OutputStream file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
    }
    Path cache = lib.resolve("child.aot");
    Path folder = Files.createTempDirectory("mpmlint-child");
    List<String> command = new ArrayList<>(List.of(out.resolve("runtime/bin/java").toString()));
    command.add("-XX:AOTCacheOutput=" + cache);
    command.addAll(Files.readAllLines(optionsFile));
    command.addAll(List.of("-Xmx64m", "-jar", jar.toString(), "--rehearse", folder.toString()));
    run(command, cache, 0, folder);
  }

  /// Manual pages and completions, which the program makes itself.
  private void writeTexts() throws Exception {
    List<String> command = new ArrayList<>(List.of(out.resolve("runtime/bin/java").toString()));
    command.addAll(List.of("-cp", classPath(), TEXTS, out.resolve("share").toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new Failure("its manual pages cannot be written: " + String.join(" ", command));
    }
  }

  private String classPath() {
    return String.join(":", jars.stream().map(jar -> lib.resolve(jar).toString()).toList());
  }

  private void train(Path samples) throws Exception {
    Path cache = lib.resolve("mpmlint.aot");
    List<String> command = new ArrayList<>(List.of(out.resolve("runtime/bin/java").toString()));
    command.add("-XX:AOTCacheOutput=" + cache);
    command.addAll(JAVA_OPTIONS);
    command.addAll(List.of("-cp", classPath(), REHEARSAL));
    Path folder = Files.createTempDirectory("mpmlint-training");
    Path large = Files.writeString(folder.resolve("httpd.conf"), large());
    Path editor = Files.writeString(folder.resolve("editor"), editorSession(samples.resolve("mistuned/conf/httpd.conf")));
    command.addAll(commandLines(samples, large, editor));
    // Both mpmlint with findings, which samples are there for, and a Java that cannot run it end with 1; but only the
    // latter complains.
    run(command, cache, 1, folder);
  }

  /// Runs a training, then deletes its folder.
  private static void run(List<String> command, Path cache, int mostCode, Path folder) throws Exception {
    Path complaints = folder.resolve("complaints");
    // What `repl` is told; a change that is taken back, since what is not written would be complained of.
    Path said = Files.writeString(folder.resolve("said"), "ThreadsPerChild 50\nwhy ThreadsPerChild\neffective\ndiff\nundo\n");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(said.toFile())
              .redirectOutput(Redirect.DISCARD)
              .redirectError(complaints.toFile())
              .start();
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      process.destroyForcibly();
      // The second Java, which writes the cache, tells of the options that the first one gives it.
      String complained =
          Files.readString(complaints)
              .lines()
              .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
              .collect(Collectors.joining("\n"));
      if (!ended || process.exitValue() > mostCode || !complained.isEmpty() || !Files.exists(cache)) {
        String how = ended ? "ended with " + process.exitValue() : "did not end within 2 minutes";
        throw new Failure("the training run of the AOT cache " + how + ": " + String.join(" ", command) + "\n" + complained);
      }
    } finally {
      delete(folder);
    }
  }

  /// What users run. The cache keeps which classes that takes, and which methods become hot.
  private static List<String> commandLines(Path samples, Path large, Path editor) {
    String all = samples.toString();
    String one = samples.resolve("event").toString();
    return List.of(
        "check", all, "--then",
        "check", "--color", "always", all, "--then",
        "check", "--format", "json", all, "--then",
        "check", "--format", "gcc", all, "--then",
        "check", "--format", "sarif", all, "--then",
        "check", "--format", "github", all, "--then",
        "check", "--diff", all, "--then",
        "mpm", one, "--then",
        "mpm", "--format", "json", one, "--then",
        "advise", "--ram", "8G", "--rps", "200", "--service-time", "80ms", one, "--then",
        "explain", "MPM002", "--then",
        "explain", "ServerLimit", "--then",
        "explain", "AH00513", "--then",
        "rules", "--then",
        "repl", samples.resolve("mistuned").resolve("conf").resolve("httpd.conf").toString(), "--then",
        "fmt", "--diff", "--quiet", all, "--then",
        "diff", one, samples.resolve("worker").toString(), "--then",
        "--help", "--then",
        "check", "--whole", large.toString(), "--then",
        "lsp", "<" + editor);
  }

  /// What an editor says to the language server, with one question of each kind.
  private static String editorSession(Path file) throws IOException {
    String uri = file.toAbsolutePath().toUri().toString();
    StringBuilder session = new StringBuilder();
    String id = "\"textDocument\":{\"uri\":\"" + uri + "\"}";
    String at = id + ",\"position\":{\"line\":30,\"character\":4}";
    String range = id + ",\"range\":{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":99,\"character\":0}}";
    StringBuilder text = new StringBuilder();
    Files.readString(file).chars().forEach(c -> text.append(String.format("\\u%04x", c)));
    say(session, 1, "initialize", "\"capabilities\":{\"textDocument\":{\"completion\":{\"completionItem\":{\"snippetSupport\":true}}}}");
    say(session, 0, "initialized", "");
    say(session, 0, "textDocument/didOpen",
        "\"textDocument\":{\"uri\":\"" + uri + "\",\"languageId\":\"apacheconf\",\"version\":1,\"text\":\"" + text + "\"}");
    say(session, 2, "textDocument/codeAction", range + ",\"context\":{\"diagnostics\":[]}");
    say(session, 3, "textDocument/hover", at);
    say(session, 4, "textDocument/completion", at);
    say(session, 5, "textDocument/definition", at);
    say(session, 6, "textDocument/inlayHint", range);
    say(session, 7, "textDocument/documentSymbol", id);
    say(session, 8, "textDocument/foldingRange", id);
    say(session, 9, "textDocument/formatting", id + ",\"options\":{\"tabSize\":4,\"insertSpaces\":true}");
    say(session, 10, "shutdown", "");
    say(session, 0, "exit", "");
    return session.toString();
  }

  /// @param id 0 for what is no question
  private static void say(StringBuilder session, int id, String method, String params) {
    String asked = id == 0 ? "" : ",\"id\":" + id;
    String body = "{\"jsonrpc\":\"2.0\"" + asked + ",\"method\":\"" + method + "\",\"params\":{" + params + "}}";
    session.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
  }

  /// A configuration of many lines of all kinds, so that the methods that read lines are known to become hot.
  private static String large() {
    StringBuilder text = new StringBuilder("ServerRoot /etc/httpd\nListen 80\nLoadModule mpm_event_module modules/e.so\n");
    text.append("<IfModule mpm_evnt.c>\nServerLimit 20\n</IfModule>\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("# site ").append(i).append("\n<VirtualHost *:80>\n  ServerName s").append(i).append(".example\n");
      text.append("  <Directory \"/srv/").append(i).append("\">\n    Require all granted\n  </Directory>\n");
      text.append("  <IfModule headers_module>\n    Header set X-Site \"").append(i).append("\"\n  </IfModule>\n");
      text.append("  Redirect /old").append(i).append(" http://s").append(i).append(".example/new\n</VirtualHost>\n\n");
    }
    return text.toString();
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
