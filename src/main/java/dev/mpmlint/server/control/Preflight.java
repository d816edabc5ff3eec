package dev.mpmlint.server.control;

import dev.mpmlint.server.log.LogTarget;
import dev.mpmlint.server.log.LogTargets;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What is looked at before the server listens. Stateless; messages of httpd's core.c, log.c, vhost.c and unixd.c.
final class Preflight {
  private static final int ROOT_LIKE = 0;

  private Preflight() {}

  /// What httpd says when nothing names the server and the system does not know a full name of this machine either;
  /// empty otherwise (`ap_get_local_host`, util.c).
  static List<String> serverName(ServerSettings settings, String program) {
    if (!Numbers.lastText(settings.items(), "servername", "").isEmpty()) {
      return List.of();
    }
    String using = "127.0.0.1";
    List<String> said = new ArrayList<>();
    try {
      InetAddress local = InetAddress.getLocalHost();
      using = local.getHostAddress();
      String name = local.getCanonicalHostName();
      if (name.contains(".") && !name.equals(using)) {
        return List.of();
      }
    } catch (UnknownHostException _) {
      said.add("AH00557: " + program + ": apr_sockaddr_info_get() failed for this machine's name");
    }
    said.add(
        "AH00558: " + program + ": Could not reliably determine the server's fully qualified domain name, using " + using
            + ". Set the 'ServerName' directive globally to suppress this message");
    return said;
  }

  /// mpm-itk's own check, of which only the error log tells.
  static void itk(ServerSettings settings) throws RefusedException {
    boolean threads = !settings.pool().kind().singleThreaded() && settings.pool().kind() != Pool.Kind.WINNT;
    if (threads && settings.has("mpm_itk_module")) {
      throw RefusedException.inLog(
          List.of(
              new RefusedException.Logged(
                  dev.mpmlint.server.log.Level.CRIT,
                  "mpm_itk",
                  "mpm-itk cannot use threaded MPMs; please use prefork.")),
          "AH00016: Configuration Failed");
    }
  }

  /// The folders of all logs.
  static void logFolders(ServerSettings settings) throws RefusedException {
    LogTarget main = LogTargets.mainErrors(settings);
    String trouble = main.kind() == LogTarget.Kind.FILE ? trouble(main.path()) : "";
    if (!trouble.isEmpty()) {
      throw refused(trouble + "AH02291: Cannot access directory '" + parent(main.path()) + "' for main error log");
    }
    for (Item item : settings.items()) {
      if (item instanceof Section host && host.key().equals("virtualhost")) {
        for (Item inner : host.items()) {
          logFolder(inner, settings.serverRoot(), "error log of vhost defined at " + host.at());
        }
      } else if (!item.key().equals("errorlog")) {
        logFolder(item, settings.serverRoot(), "");
      }
    }
  }

  private static void logFolder(Item item, String root, String host) throws RefusedException {
    boolean errors = item.key().equals("errorlog");
    boolean access = item.key().equals("customlog") || item.key().equals("transferlog");
    String written = item.argument(0);
    if (!errors && !access || written.startsWith("|") || written.isEmpty() || written.startsWith("syslog")) {
      return;
    }
    Path file = Path.of(root).resolve(written).normalize();
    String trouble = trouble(file);
    if (!trouble.isEmpty()) {
      String text = trouble + (errors ? "AH02291" : "AH02297") + ": Cannot access directory '" + parent(file) + "' for ";
      throw refused(text + (errors ? host : "log file '" + file + "' defined at " + item.at()));
    }
  }

  private static RefusedException refused(String line) {
    return new RefusedException(List.of(line, "AH00014: Configuration check failed"));
  }

  private static String parent(Path file) {
    Path folder = file.getParent();
    return folder == null || folder.getParent() == null ? "/" : folder + "/";
  }

  /// Empty when there is none.
  private static String trouble(Path file) {
    Path folder = file.getParent();
    if (folder == null || Files.isDirectory(folder)) {
      return "";
    }
    return Files.exists(folder) ? "(20)Not a directory: " : "(2)No such file or directory: ";
  }

  /// A server of root needs somebody for its children to be; what httpd's children die of otherwise is said before they
  /// are started.
  static void account(Account account, boolean root) throws RefusedException {
    if (!root) {
      return;
    }
    if (account.uid() < ROOT_LIKE) {
      throw new RefusedException(
          List.of(
              "AH02155: getpwuid: couldn't determine user name from uid 4294967295, you probably need to modify the User"
                  + " directive",
              "mpmlint: started by root without a User line, no child of httpd could ever serve; add User and Group"));
    }
    if (account.gid() < ROOT_LIKE) {
      throw new RefusedException(
          List.of(
              "AH02156: setgid: unable to set group id to Group 4294967295",
              "mpmlint: started by root without a Group line, no child of httpd could ever serve; add Group"));
    }
  }

  /// Whether the children's user can run the program that children are.
  static void reach(Account account, Program program) throws RefusedException {
    if (account.uid() < 0) {
      return;
    }
    List<String> command = new ArrayList<>(Spawner.as(account));
    command.addAll(List.of("/usr/bin/test", "-x", program.java().toString()));
    for (Path file : program.files()) {
      command.addAll(List.of("-a", "-r", file.toString()));
    }
    try {
      Process test =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (test.waitFor(10, TimeUnit.SECONDS) && test.exitValue() == 0) {
        return;
      }
    } catch (IOException e) {
      throw RefusedException.cannotRun("children cannot be started: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    String who = account.name() == null ? "#" + account.uid() : account.name();
    throw RefusedException.cannotRun(
        "children run as User " + who + ", who may not read " + program.java()
            + "; put mpmlint where that user can read it, such as /opt");
  }
}
