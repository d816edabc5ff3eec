package dev.mpmlint.judge;

import java.util.List;

/// What cases are made of.
final class Words {
  static final List<String> VALUES =
      List.of(
          "on", "off", "1", "0", "-1", "100", "70000", "99999999999", "abc", "1s", "5ms", "1h", "10k", "5M", "1.5", "/x", "/tmp",
          "x/y", "*", "none", "all", "default", "auto", "http://h/", "http://h:8080/x", "127.0.0.1", "127.0.0.1:80",
          "10.0.0.0/8", "\"(\"", "\".*\"", "%{X}i", "\"%{\"", "\"1 -eq 1\"", "\"true\"", "+x", "-x", "x=y", "x:y", "\"x y\"", "full",
          "yes", "optional", "GET", "404", "^/x$", "\"\"", "'a b'", "\"%{REQUEST_URI}\"", "*:80", "[::1]:80", "permanent", "file",
          "Indexes", "+Indexes", "-All", "300", "8192", "text/html", "\"access plus 1 day\"", "leaf", "email", "info");

  static final List<String> SMALL =
      List.of("x", "1", "on", "/x", "http://h/", "-1", ".*", "\"(\"", "all", "x=1", "127.0.0.1", "\"a b\"", "from", "set", "file", "\"\"");

  static final List<String> CONTEXTS =
      List.of(
          "%s",
          "<VirtualHost *:80>\n%s</VirtualHost>\n",
          "<Directory /srv>\n%s</Directory>\n",
          "<DirectoryMatch x>\n%s</DirectoryMatch>\n",
          "<Location /srv>\n%s</Location>\n",
          "<LocationMatch x>\n%s</LocationMatch>\n",
          "<Files x>\n%s</Files>\n",
          "<If \"true\">\n%s</If>\n",
          "<Directory /srv>\n<Limit GET>\n%s</Limit>\n</Directory>\n",
          "<Directory /srv>\n<LimitExcept GET>\n%s</LimitExcept>\n</Directory>\n",
          "<Proxy http://x/>\n%s</Proxy>\n",
          "<ProxyMatch x>\n%s</ProxyMatch>\n",
          "<Directory /srv>\n<Files x>\n%s</Files>\n</Directory>\n",
          "<Directory /srv>\n<If \"true\">\n</If>\n<Else>\n%s</Else>\n</Directory>\n",
          "<VirtualHost *:80>\n<Location /x>\n%s</Location>\n</VirtualHost>\n",
          "<Directory /srv>\n<RequireAll>\n%s</RequireAll>\n</Directory>\n",
          "<AuthnProviderAlias file x>\n%s</AuthnProviderAlias>\n",
          "<MDomain a.example>\n%s</MDomain>\n");

  static final List<String> MPM_NUMBERS =
      List.of(
          "ServerLimit", "ThreadLimit", "ThreadsPerChild", "MaxRequestWorkers", "StartServers", "MinSpareThreads",
          "MaxSpareThreads", "MinSpareServers", "MaxSpareServers", "MaxConnectionsPerChild", "AsyncRequestWorkerFactor",
          "GracefulShutdownTimeout", "ListenBacklog", "ListenCoresBucketsRatio", "ThreadStackSize", "MaxMemFree",
          "ReceiveBufferSize", "SendBufferSize", "MaxClients", "MaxRequestsPerChild", "ListenTCPDeferAccept");

  static final List<String> BOUNDARIES =
      List.of("-1", "0", "1", "2", "64", "511", "512", "20000", "20001", "200000", "2147483647", "2147483648", "x", "1.5", "\"\"", "1 2");

  static final List<String> PIECES =
      List.of(
          "<Directory />", "</Directory>", "<Files x>", "</Files>", "<VirtualHost *:80>", "</VirtualHost>", "<Location /x>",
          "</Location>", "<If \"true\">", "</If>", "<Else>", "</Else>", "<ElseIf \"false\">", "</ElseIf>", "<Limit GET POST>",
          "</Limit>", "<RequireAll>", "</RequireAll>", "<RequireAny>", "</RequireAny>", "<RequireNone>", "</RequireNone>",
          "Require all granted", "Require not ip 10.1", "Require ip 10", "Require valid-user", "ServerAdmin a@b",
          "ServerName x", "Options Indexes", "Options +Indexes -Includes", "AllowOverride None", "<IfModule event.c>",
          "<IfModule nosuch.c>", "</IfModule>", "<IfDefine A>", "</IfDefine>", "Define A", "UnDefine A", "<IfVersion >= 2.4>",
          "</IfVersion>", "<IfDirective ServerAdmin>", "</IfDirective>", "NoSuchDirective x", "<NoSuch x>", "</NoSuch>",
          "RewriteEngine On", "RewriteRule ^ - [L]", "Listen 127.0.0.1:18081", "# comment \\", "", "Timeout 5 \\", "<Proxy *>",
          "</Proxy>", "Order allow,deny", "Allow from all", "Header set X y", "ErrorDocument 404 /x", "Alias /a /b",
          "<Macro m $a>", "</Macro>", "Use m 1", "LogLevel warn", "DirectoryIndex a b", "SetEnv a b", "<FilesMatch \"\\.x$\">",
          "</FilesMatch>", "StartServers 3", "User nobody_at_all", "<DirectoryMatch \"(\">", "</DirectoryMatch>");

  /// Conditions that hold where all of Debian's modules are loaded with event, each with the name of its section.
  static final List<String> TRUE =
      List.of(
          "IfModule event.c", "IfModule mpm_event_module", "IfModule !nosuch.c", "IfModule core.c", "IfDefine !NOSUCH", "IfVersion >= 2.4",
          "IfVersion 2.4", "IfVersion ~ ^2\\.4", "IfVersion !< 2.2", "IfFile /etc/passwd", "IfFile !/no/such", "IfDirective ServerAdmin",
          "IfDirective !NoSuch", "IfDirective serveradmin", "IfSection VirtualHost", "IfSection !NoSuch", "IfSection <Directory",
          "IfVersion = /^2\\.4/");

  /// And those that do not.
  static final List<String> FALSE =
      List.of(
          "IfModule !event.c", "IfModule prefork.c", "IfModule nosuch.c", "IfModule Event.c", "IfDefine NOSUCH", "IfVersion < 2.4",
          "IfVersion 2.2", "IfVersion !~ ^2", "IfVersion >= 3", "IfFile !/etc/passwd", "IfFile /no/such", "IfDirective NoSuch",
          "IfDirective !ServerAdmin", "IfSection NoSuch", "IfSection !VirtualHost", "IfSection Directory>", "IfDirective <Directory",
          "IfVersion = /^2\\.2/");

  /// What may be wrong with a condition itself.
  static final List<String> ODD =
      List.of(
          "IfModule", "IfModule ", "IfModule \"\"", "IfModule a b", "IfDefine", "IfDefine !", "IfVersion", "IfVersion 2.4 3", "IfVersion == 2.4",
          "IfVersion >= x", "IfVersion >= 2.4 x y", "IfVersion =< 2.4", "IfFile", "IfFile \"/etc/passwd\"", "IfDirective", "IfSection", "IfSection \"\"",
          "IfVersion ~ (", "IfDefine \"A B\"", "IfFile /etc/*");

  private Words() {}
}
