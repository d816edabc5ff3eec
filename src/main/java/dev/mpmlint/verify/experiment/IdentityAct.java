package dev.mpmlint.verify.experiment;

import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.os.Users;
import dev.mpmlint.syntax.Word;
import dev.mpmlint.verify.engine.Server;
import dev.mpmlint.verify.load.Http;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.observe.ProcTree;
import dev.mpmlint.verify.scenario.Host;
import dev.mpmlint.verify.scenario.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// mpm-itk: which user the kernel sees serve each virtual host, and that it cannot read what only the next one may.
final class IdentityAct extends Act {
  private static final int BIG = 16 << 20;
  private static final String LARGE = "large.bin";

  private final List<Host> hosts;

  IdentityAct(Ground ground) {
    super(ground, Experiment.IDENTITY);
    hosts = ground.scenario().hosts().stream().filter(Host::assigned).limit(8).toList();
  }

  static boolean concerns(Ground ground) {
    return ground.scenario().itk() && ground.scenario().hosts().stream().anyMatch(Host::assigned);
  }

  private static String id(String what, Host host, int number) {
    return "identity." + what + "." + (host.name().isEmpty() ? Integer.toString(number) : host.name()) + host.path();
  }

  private static int uid(Host host) {
    return Users.user(host.user()).orElse(-1);
  }

  @Override
  void prepare() {
    for (int i = 0; i < hosts.size(); i++) {
      Host host = hosts.get(i);
      String name = (host.name().isEmpty() ? "virtual host " + i : host.name()) + host.path();
      if (!host.untried().isEmpty()) {
        add(id("user", host, i), host, name + " is served by the user" + by(host), new Expectation.Anything());
        continue;
      }
      String outside = outside(host);
      if (!outside.isEmpty()) {
        add(id("refused", host, i), host, name + " answers: " + outside, "500");
        continue;
      }
      add(id("user", host, i), host, name + " is served by the user" + by(host), host.user() + " (" + uid(host) + ")");
      add(id("own", host, i), host, name + " answers for a file of its own user", "200");
      if (neighbour(i) != null && uid(host) != 0) {
        add(id("neighbour", host, i), host, name + " answers for its neighbour's file", "403");
      }
    }
  }

  /// Whom an expression makes.
  private static String by(Host host) {
    return host.expression().isEmpty() ? "" : " that " + host.expression() + " makes";
  }

  /// Why mpm-itk does not become that user; empty when it does.
  private String outside(Host host) {
    if (!within("LimitUIDRange", uid(host))) {
      return host.user() + " is outside of LimitUIDRange";
    }
    return within("LimitGIDRange", Users.group(host.group()).orElse(-1)) ? "" : host.group() + " is outside of LimitGIDRange";
  }

  /// Without a range, all but root.
  private boolean within(String range, int id) {
    List<String> words =
        ground.scenario().configuration().last(range).map(o -> o.words().stream().map(Word::value).toList()).orElse(List.of());
    long least = words.size() == 2 ? CNumbers.atoi(words.get(0)) : 1;
    long most = words.size() == 2 ? CNumbers.atoi(words.get(1)) : Long.MAX_VALUE;
    return id >= least && (id <= most || most < 0);
  }

  private void add(String id, Host host, String sentence, String expected) {
    add(id, host, sentence, new Expectation.Words(expected));
  }

  private void add(String id, Host host, String sentence, Expectation expected) {
    promise(new Promise(Experiment.IDENTITY, id, sentence, List.of(host.at()), expected));
  }

  /// Another one with another user.
  private @Nullable Host neighbour(int of) {
    return hosts.stream().filter(h -> !h.user().isEmpty() && uid(h) > 0 && uid(h) != uid(hosts.get(of))).findFirst().orElse(null);
  }

  @Override
  void play() throws IOException {
    lay(ground.scratch().site(), hosts);
    try (Server server = serve(Variant.PATIENT)) {
      Stage stage = new Stage(server, false, ground, experiments());
      for (int i = 0; i < hosts.size(); i++) {
        host(stage, hosts.get(i), i);
      }
      keep(Experiment.IDENTITY, stage, 0);
    }
  }

  /// A big file, and one of each user that nobody else may read, in each place. All engines have the same site, at the same time.
  private static synchronized void lay(Path site, List<Host> hosts) throws IOException {
    if (Files.exists(site.resolve(LARGE))) {
      return;
    }
    Path large = Files.write(site.resolve(LARGE), new byte[BIG]);
    Files.setPosixFilePermissions(large, PosixFilePermissions.fromString("rw-r--r--"));
    for (String path : hosts.stream().map(Host::path).distinct().toList()) {
      Path folder = folder(site, path);
      if (!folder.equals(site)) {
        Files.createLink(folder.resolve(LARGE), large);
      }
      for (String user : hosts.stream().map(Host::user).filter(u -> !u.isEmpty()).distinct().toList()) {
        int uid = Users.user(user).orElse(-1);
        Path own = Files.writeString(folder.resolve(file(uid)), user);
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
        Files.setAttribute(own, "unix:uid", uid);
      }
    }
  }

  /// The folder of the site that a place of it is.
  private static Path folder(Path site, String path) throws IOException {
    Path folder = site;
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty()) {
        folder = folder.resolve(name);
        if (!Files.isDirectory(folder)) {
          Files.createDirectory(folder);
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
    return folder;
  }

  private static String file(int uid) {
    return "of-" + uid + ".txt";
  }

  private void host(Stage stage, Host host, int number) throws IOException {
    int port = stage.server().port(Math.max(0, host.port()));
    boolean tls = ground.scenario().tlsPorts().contains(Math.max(0, host.port()));
    if (!tls && promised(id("refused", host, number))) {
      saw(id("refused", host, number), new Observation.Words(status(port, host, "index.html")));
      return;
    }
    if (tls || !host.untried().isEmpty()) {
      String why = tls ? "it speaks TLS, which this experiment does not" : host.untried();
      for (String what : List.of("refused", "user", "own", "neighbour")) {
        if (promised(id(what, host, number))) {
          notTried(id(what, host, number), why);
        }
      }
      return;
    }
    saw(id("user", host, number), new Observation.Words(served(stage, host, port)));
    saw(id("own", host, number), new Observation.Words(status(port, host, file(uid(host)))));
    Host other = neighbour(number);
    if (other != null && promised(id("neighbour", host, number))) {
      saw(id("neighbour", host, number), new Observation.Words(status(port, host, file(uid(other)))));
    }
  }

  private static String request(Host host, String file) {
    String name = host.name().isEmpty() ? "x" : host.name();
    String path = host.path().endsWith("/") ? host.path() : host.path() + "/";
    return "GET " + path + file + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n";
  }

  private static String status(int port, Host host, String file) throws IOException {
    try (Http http = new Http(port)) {
      http.send(request(host, file));
      return Integer.toString(http.answer("GET").status());
    }
  }

  /// A client that does not read keeps the process that serves it at work, so that it can be looked at.
  private static String served(Stage stage, Host host, int port) throws IOException {
    int[] seen = {-1};
    try (Http http = new Http(port)) {
      http.send(request(host, LARGE));
      stage.await(
          Duration.ofSeconds(10),
          () -> {
            for (long pid : ProcTree.descendants(stage.server().pid())) {
              if (RecyclingAct.peers(pid).contains(http.localPort())) {
                // Of parent and fork the one that serves has changed.
                int uid = ProcTree.read(pid).map(ProcTree.Proc::uid).orElse(-1);
                seen[0] = uid == 0 && seen[0] >= 0 ? seen[0] : uid;
              }
            }
            return seen[0] == uid(host);
          });
    }
    return seen[0] == uid(host) ? host.user() + " (" + seen[0] + ")" : "uid " + seen[0];
  }
}
