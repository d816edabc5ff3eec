package dev.mpmlint.cli;

import java.util.List;

/// The commands as data. Each is made when it is asked for.
final class Commands {
  static final Option WHOLE = Option.flag("FILE is a server's main file, whatever it looks like", "--whole");
  static final Option FRAGMENT = Option.flag("FILE is a piece that another file includes", "--fragment");
  static final Option LAYOUT = Option.of("--layout", "NAME", "debian, rhel, docker …; found by itself if left out");
  static final Option HTTPD_VERSION = Option.of("--httpd-version", "N", "who reads it: 2.4.62, 2.2 …; the newest 2.4");
  static final Option HTTPD_V = Option.of("--httpd-v", "FILE", "saved output of the server's httpd -V and httpd -l");
  static final Option MPM = Option.of("--mpm", "NAME", "the MPM compiled in, or that a fragment is meant for");
  static final Option ROOT = Option.of("--root", "DIR", "DIR stands for /, nothing outside it is read");
  static final Option DEFINE = Option.of("-D", "NAME", "a flag for <IfDefine>, as httpd takes it; repeatable");
  static final Option ENV = Option.of("--env", "NAME=VALUE", "a variable of httpd's environment; repeatable");
  static final Option STDIN_FILENAME = Option.of("--stdin-filename", "NAME", "what - is called, and where it would stand");
  static final Option FORMAT = Option.of("--format", "FORMAT", "text (default), json or gcc");
  static final Option FORMAT_TWO = Option.of("--format", "FORMAT", "text (default) or json");
  static final Option FAIL_ON = Option.of("--fail-on", "LEVEL", "exit 1 from here: error, warning (default), info, never");
  static final Option COLOR = Option.of("--color", "WHEN", "auto (default), always or never");
  static final Option QUIET = Option.flag("findings only, no summary", "-q", "--quiet");
  static final Option VERSION = Option.flag("mpmlint's version", "--version");

  private Commands() {}

  static Command check() {
    return new Command(
        "check",
        "[OPTIONS] [FILE|DIR|-]...",
        "what is wrong, where, why, and the fix",
        """
        Reads each FILE as httpd would, with all it includes, and says what is wrong.
        Without FILE: the main file of this machine's httpd. DIR: the tree in it, or
        each *.conf and .htaccess in it. -: standard input.
        """,
        List.of(
            WHOLE, FRAGMENT, LAYOUT, HTTPD_VERSION, HTTPD_V, MPM, ROOT, DEFINE, ENV, STDIN_FILENAME, FORMAT, FAIL_ON,
            COLOR, QUIET, Command.HELP),
        """
        Exit code: 0 clean, 1 findings, 2 could not run. Example:
          mpmlint check --root ./image --format gcc /etc/apache2/apache2.conf
        """);
  }

  static Command mpm() {
    return new Command(
        "mpm",
        "[OPTIONS] [FILE|DIR|-]",
        "which MPM, decided by which line, with which numbers",
        """
        Says which MPM a configuration ends up with, which line decides it, and what
        httpd makes of every number: requested, effective, from where, why changed.
        Without FILE: the main file of this machine's httpd.
        """,
        List.of(
            WHOLE, FRAGMENT, LAYOUT, HTTPD_VERSION, HTTPD_V, MPM, ROOT, DEFINE, ENV, STDIN_FILENAME, FORMAT_TWO, COLOR,
            Command.HELP),
        """
        Exit code: 0 an MPM runs, 1 none or too many, 2 could not run. Example:
          mpmlint mpm --httpd-v saved-httpd-V.txt conf/httpd.conf
        """);
  }

  static Command explain() {
    return new Command(
        "explain",
        "CODE|DIRECTIVE|MPM|AHnnnnn",
        "a finding, a directive, an MPM or a message of httpd",
        """
        Explains a finding's code, a directive, an MPM or a numbered message of httpd.
        """,
        List.of(COLOR, Command.HELP),
        """
        Examples:
          mpmlint explain MPM002
          mpmlint explain MaxRequestWorkers
          mpmlint explain event
          mpmlint explain AH00484
        """);
  }

  static Command rules() {
    return new Command(
        "rules",
        "[OPTIONS]",
        "all that check looks for",
        """
        Lists every rule: code, name, severity, what it finds.
        """,
        List.of(FORMAT_TWO, COLOR, Command.HELP),
        """
        More on one: mpmlint explain CODE
        """);
  }

  static Command root() {
    return new Command(
        "",
        "COMMAND [OPTIONS] ...",
        "",
        """
        A linter and MPM advisor for Apache httpd configurations. Needs no httpd.
        """,
        List.of(Command.HELP, VERSION),
        """
        mpmlint COMMAND --help tells more of a command.
        Examples:
          mpmlint check                                this machine's configuration
          mpmlint check /etc/httpd/conf/httpd.conf     that one
          mpmlint check - < vhost.conf                 a piece of one
          mpmlint mpm                                  which MPM, which numbers
          mpmlint explain AH00484                      what that message means
        Exit code: 0 clean, 1 findings, 2 could not run.
        """);
  }

  /// Those that a user can name, in the order of help.
  static List<Command> all() {
    return List.of(check(), mpm(), explain(), rules());
  }
}
