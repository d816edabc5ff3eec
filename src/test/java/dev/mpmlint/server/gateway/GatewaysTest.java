package dev.mpmlint.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.server.exchange.Body;
import dev.mpmlint.server.exchange.ContentHandler;
import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.gateway.Asked.Answer;
import dev.mpmlint.server.settings.Item;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaysTest {
  private static final byte[] NOTHING = {};
  private static final List<String> PROXY = List.of("proxy_module", "proxy_fcgi_module");

  @TempDir Path scratch;

  private static Exchange get(String path, String file) {
    return Asked.exchange("GET " + path + "?q HTTP/1.1", path, file, "", List.of("Host: h"), NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    "cgi-script, cgi_module, true",
    "cgi-script, cgid_module, true",
    "cgi-script, status_module, false",
    "server-status, cgi_module, false",
    "application/x-httpd-php, php_module, true",
    "php5-script, php5_module, true",
    "proxy:fcgi://127.0.0.1:9000, proxy_module, false",
    "proxy:http://127.0.0.1:9000, proxy_module, false",
    "x-httpd-php, suphp_module, false",
  })
  void handlersAreKnownWhereTheirModuleIsLoaded(String handler, String module, boolean known) {
    assertThat(Gateways.of(Asked.settings(List.of(module)), new Asked.Lines()).find(handler) != null).isEqualTo(known);
  }

  @Test
  void whatCannotBeProxiedIsSaidAndNotServedAsAFile() throws Exception {
    Asked.Lines log = new Asked.Lines();
    Gateways gateways = Gateways.of(Asked.settings(List.of("proxy_module", "proxy_http_module")), log);
    Exchange exchange = get("/x", "/srv/x");
    exchange.handler = "proxy:http://127.0.0.1:9000";

    assertThat(Asked.ask(Objects.requireNonNull(gateways.find(exchange.handler)), exchange).status()).isEqualTo(503);
    assertThat(log.all).containsExactly("ERROR proxy not simulated: handler proxy:http://127.0.0.1:9000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          /app/a b.php   | proxy:fcgi://127.0.0.1:9000/srv/a%20b.php
          /app           | proxy:fcgi://127.0.0.1:9000/srv
          /apple         | -
          /app/static/x  | -
          /loc/x.php     | proxy:fcgi://[::1]:9001/loc/x.php
          /x/9.php       | proxy:fcgi://localhost:8000/n/9
          /               | -
          """)
  void pathsAreMappedAsProxyPassSays(String path, @Nullable String file) {
    Item[] items = {
      Asked.line("ProxyPass", "/app/static", "!"),
      Asked.line("ProxyPass", "/app", "fcgi://127.0.0.1:9000/srv"),
      Asked.line("ProxyPass", "/http", "http://127.0.0.1/"),
      Asked.line("ProxyPassMatch", "^/x/(\\d+)\\.php$", "fcgi://localhost/n/$1"),
      Asked.section("Location", "/loc", Asked.line("ProxyPass", "fcgi://[::1]:9001/loc")),
      Asked.section("VirtualHost", "*:80", Asked.line("ProxyPass", "/", "fcgi://127.0.0.1:9009/")),
    };
    Exchange exchange = get(path, "untouched");

    ContentHandler handler = Gateways.of(Asked.settings(PROXY, items), new Asked.Lines()).match(exchange);

    assertThat(handler != null).isEqualTo(file != null);
    assertThat(exchange.file).isEqualTo(file == null ? "untouched" : file);
  }

  @Test
  void aPatternThatNeverEndsIsGivenUp() {
    Item bad = Asked.line("ProxyPassMatch", "^(/a+)+$", "fcgi://127.0.0.1:9000");
    Exchange exchange = get("/" + "aaaa/".repeat(1) + "a".repeat(5000) + "!", "untouched");
    Item worse = Asked.line("ProxyPassMatch", "^/(a|aa)+$", "fcgi://127.0.0.1:9000");

    assertThat(Gateways.of(Asked.settings(PROXY, bad, worse), new Asked.Lines()).match(exchange)).isNull();
    Exchange slow = get("/" + "a".repeat(60) + "!", "untouched");
    assertThat(Gateways.of(Asked.settings(PROXY, bad, worse), new Asked.Lines()).match(slow)).isNull();
  }

  @Test
  void actionServesAFileByAScriptOfTheSite() throws Exception {
    Path file = Files.writeString(scratch.resolve("x y.php"), "");
    Map<String, String> seen = new TreeMap<>();
    Surroundings site =
        new Site() {
          @Override
          public boolean redirect(Exchange exchange, String location) {
            seen.putAll(exchange.environment());
            seen.put("location", location);
            exchange.response().body(new Body.Bytes(ByteBuffer.wrap(new byte[] {'o', 'k'})));
            return true;
          }
        };
    Item action = Asked.line("Action", "My-PHP", "/cgi-bin/php");
    Gateways gateways = Gateways.of(Asked.settings(List.of("actions_module"), action), new Asked.Lines(), site);
    ContentHandler handler = Objects.requireNonNull(gateways.find("my-php"));
    Exchange exchange = get("/x y.php/info", file.toString());
    exchange.environment().put("MINE", "1");

    Answer answer = Asked.ask(handler, exchange);

    assertThat(answer.body()).isEqualTo("ok");
    assertThat(seen)
        .isEqualTo(
            Map.of(
                "MINE", "1",
                "REDIRECT_MINE", "1",
                "REDIRECT_HANDLER", "My-PHP",
                "REDIRECT_QUERY_STRING", "q",
                "REDIRECT_STATUS", "200",
                "REDIRECT_URL", "/x y.php/info",
                "location", "/cgi-bin/php/x%20y.php/info?q"));
    assertThat(Asked.ask(handler, get("/none.php", scratch + "/none.php")).status()).isEqualTo(404);
  }

  /// A site that knows nothing.
  private abstract static class Site implements Surroundings {
    @Override
    public String software() {
      return "Apache";
    }

    @Override
    public String documentRoot(Exchange exchange) {
      return "/";
    }

    @Override
    public boolean executable(Exchange exchange) {
      return false;
    }

    @Override
    public String contextPrefix(Exchange exchange) {
      return "";
    }

    @Override
    public String contextDocumentRoot(Exchange exchange) {
      return "/";
    }

    @Override
    public @Nullable String translate(Exchange exchange, String path) {
      return null;
    }
  }
}
