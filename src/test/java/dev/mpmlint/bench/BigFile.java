package dev.mpmlint.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Shapes of a large configuration of one file that the real httpd accepts.
enum BigFile {
  VIRTUAL_HOSTS("virtual hosts with directories", 9) {
    @Override
    String block(int i) {
      return """
      <VirtualHost 127.0.0.1:8080>
        ServerName host%1$d.example.org
        ServerAlias www.host%1$d.example.org
        <Directory "/srv/www/host%1$d">
          Options -Indexes
          Require all granted
        </Directory>
      </VirtualHost>

      """
          .formatted(i);
    }
  },
  DIRECTIVES("SetEnvIf, Redirect and Header lines", 3) {
    @Override
    String block(int i) {
      return """
      SetEnvIf Host ^h%1$d p
      Redirect /o%1$d /n
      Header set X-%1$d 1
      """
          .formatted(i);
    }
  },
  COMMENTS("comments and blank lines", 4) {
    @Override
    String block(int i) {
      return """
      # Site %1$d: what follows was written in the year
      # that nobody remembers.

      #ServerAlias w%1$d.org
      """
          .formatted(i);
    }
  },
  CONDITIONS("conditional blocks, on and off", 8) {
    @Override
    String block(int i) {
      return """
      <IfModule mod_alias.c>
        Redirect /a%1$d https://example.org/a
      </IfModule>
      <IfDefine Off%1$d>
        <IfModule no_such.c>
          Option that nobody reads
        </IfModule>
      </IfDefine>
      """
          .formatted(i);
    }
  };

  static final int LINES = 450_000;

  private final String title;
  private final int linesPerBlock;

  BigFile(String title, int linesPerBlock) {
    this.title = title;
    this.linesPerBlock = linesPerBlock;
  }

  abstract String block(int i);

  String title() {
    return title;
  }

  /// Writes about [#LINES] lines into the folder and returns the file.
  Path write(Path folder) throws IOException {
    Path file = folder.resolve(name().toLowerCase(java.util.Locale.ROOT) + ".conf");
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write(
          """
          ServerRoot "%1$s"
          DefaultRuntimeDir "%1$s"
          PidFile "%1$s/httpd.pid"
          ErrorLog "%1$s/error.log"
          ServerName localhost
          Listen 127.0.0.1:8080
          LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
          LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
          LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
          LoadModule setenvif_module /usr/lib/apache2/modules/mod_setenvif.so
          LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
          """
              .formatted(folder));
      for (int i = 0; i < LINES / linesPerBlock; i++) {
        out.write(block(i));
      }
    }
    return file;
  }
}
