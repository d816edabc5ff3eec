package dev.mpmlint.server.gateway;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.log.Level;
import dev.mpmlint.server.log.Log;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// suPHP's model: PHP as CGI under the script's owner and group. Modelled are the owner mode, suPHP_UserGroup, the refusal
/// of users and groups below 100 (min_uid, min_gid of suphp.conf) and of scripts that others may write, suPHP_PHPPath and
/// suPHP_ConfigPath. Not modelled: chroot, umask, the paranoid check of both. suPHP has a program with the setuid bit; here
/// `setpriv` changes the user, which needs a server whose children are root. Used by all worker threads at once.
final class SuphpLauncher implements CgiHandler.Launcher {
  private static final int LEAST = 100;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final List<String> PLACES = List.of("/usr/bin", "/bin", "/usr/local/bin");

  private final String interpreter;
  private final String ini;
  private final String user;
  private final String group;
  private final Log log;

  /// @param interpreter suPHP_PHPPath; empty for the first php-cgi found
  /// @param ini suPHP_ConfigPath; empty for PHP's own
  /// @param user of suPHP_UserGroup; empty for the script's owner
  /// @param group likewise
  SuphpLauncher(String interpreter, String ini, String user, String group, Log log) {
    this.interpreter = interpreter;
    this.ini = ini;
    this.user = user;
    this.group = group;
    this.log = log;
  }

  @Override
  public @Nullable List<String> command(Exchange exchange, Map<String, String> variables) throws IOException {
    Path file = Path.of(exchange.file);
    String uid = user.isEmpty() ? Integer.toString(fact(file, "uid")) : user;
    String gid = group.isEmpty() ? Integer.toString(fact(file, "gid")) : group;
    int mode = fact(file, "mode");
    String setpriv = program("setpriv");
    String php = interpreter.isEmpty() ? program("php-cgi") : interpreter;
    String why = null;
    if ((mode & OTHERS_WRITE) != 0) {
      why = "Script \"" + file + "\" is writeable by others";
    } else if ((mode & GROUP_WRITES) != 0) {
      why = "Script \"" + file + "\" is writeable by its group";
    } else if (below(uid)) {
      why = "UID of script \"" + file + "\" is smaller than min_uid";
    } else if (below(gid)) {
      why = "GID of script \"" + file + "\" is smaller than min_gid";
    } else if (!root()) {
      why = "suPHP runs scripts under their owner, which only root can; this server's process is not root";
    } else if (setpriv == null || php == null) {
      why = "suPHP's model needs setpriv and php-cgi; " + (php == null ? "php-cgi" : "setpriv") + " is not installed";
    }
    if (why != null || setpriv == null || php == null) {
      log.log(Level.ERROR, "suphp", why == null ? "" : why, exchange);
      exchange.response().status(500);
      return null;
    }
    variables.put("REDIRECT_STATUS", "200");
    if (!ini.isEmpty()) {
      variables.put("PHPRC", ini);
    }
    return List.of(setpriv, "--reuid", uid, "--regid", gid, "--clear-groups", "--", php);
  }

  /// Names are left to setpriv, which knows the system's users; suPHP looks at numbers.
  private static boolean below(String id) {
    String digits = id.startsWith("#") ? id.substring(1) : id;
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return id.equals("root");
      }
    }
    return digits.isEmpty() || digits.length() < 10 && Integer.parseInt(digits) < LEAST;
  }

  private static boolean root() throws IOException {
    return fact(Path.of("/proc/self"), "uid") == 0;
  }

  /// A number of the file's inode.
  private static int fact(Path file, String name) throws IOException {
    return Files.getAttribute(file, "unix:" + name) instanceof Integer number ? number : 0;
  }

  private static @Nullable String program(String name) {
    for (String place : PLACES) {
      File program = new File(place, name);
      if (program.canExecute()) {
        return program.getPath();
      }
    }
    return null;
  }
}
