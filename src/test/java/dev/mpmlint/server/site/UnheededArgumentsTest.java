package dev.mpmlint.server.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnheededArgumentsTest {
  @Test
  void whatIsNotDoneWithDirectivesThatAreKnownIsListed() {
    String text =
        """
        ServerName x
        DocumentRoot /x
        RewriteEngine On
        SSLSessionCache none
        <VirtualHost *:80>
          SSLProtocol all
          <Directory /x>
            RewriteRule a b
            Require all granted
            Require not ip 1.2.3.4
            Require valid-user
            Options Indexes +MultiViews
            AllowOverride None
            AllowOverride FileInfo
            SSLRequireSSL
            SetHandler server-info
            SetHandler my-action
            Header set A b
            Header set A b "expr=true"
            RequestHeader set A b
            IndexOptions FancyIndexing FoldersFirst
          </Directory>
          <If "true">
            Require all denied
          </If>
          <Proxy "fcgi://x/">
            ProxySet enablereuse=on
            Require all denied
          </Proxy>
        </VirtualHost>
        Action my-action /x
        Protocols h2 http/1.1
        """;

    assertThat(UnheededArguments.of(SettingsText.settings(text, "/x")))
        .extracting(l -> l.words() + ":" + l.at().line())
        .containsExactly(
            "Require valid-user:11",
            "Options +MultiViews:12",
            "SSLRequireSSL:15",
            "SetHandler server-info:16",
            "Header set A …:19",
            "IndexOptions FancyIndexing:21",
            "Require in <Proxy>:28");
  }

  /// The table against the tests' own configuration, whose every line the agreement with httpd depends on.
  @Test
  void nothingOfAConfigurationThatIsServedAsHttpdDoesIsListed() throws Exception {
    String text = SiteTree.configuration(java.nio.file.Path.of("/x"), 80);

    assertThat(UnheededArguments.of(SettingsText.settings(text, "/x")))
        .extracting(UnheededArguments.Line::words)
        .containsOnly("AddHandler no-such-handler", "SetHandler no-such-handler");
  }
}
