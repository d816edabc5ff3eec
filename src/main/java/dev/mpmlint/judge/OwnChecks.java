package dev.mpmlint.judge;

/// The checks that `directive-checks.tsv` names with `@`.
final class OwnChecks {
  private OwnChecks() {}

  /// @param refusal what the row has in its last column
  static Check find(String name, String refusal) {
    return switch (name) {
      case "gone" -> _ -> Complaint.of(refusal);
      case "positive" -> call -> ModuleChecks.positive(call, refusal);

      case "one-path" -> SectionChecks::onePath;
      case "one-regex" -> SectionChecks::oneRegex;
      case "virtual-host" -> SectionChecks::virtualHost;
      case "limit" -> SectionChecks::limit;
      case "if" -> SectionChecks::condition;
      case "else" -> SectionChecks::otherwise;
      case "no-text" -> SectionChecks::noText;

      case "options" -> CoreChecks::options;
      case "allow-override" -> CoreChecks::allowOverride;
      case "override-list" -> CoreChecks::overrideList;
      case "log-level" -> CoreChecks::logLevel;
      case "error" -> CoreChecks::error;
      case "error-document" -> CoreChecks::errorDocument;
      case "document-root" -> CoreChecks::documentRoot;
      case "server-name" -> CoreChecks::serverName;
      case "server-alias" -> CoreChecks::serverAlias;
      case "server-tokens" -> CoreChecks::serverTokens;
      case "error-log-format" -> CoreChecks::errorLogFormat;
      case "etag" -> CoreChecks::etag;
      case "ranges" -> CoreChecks::ranges;
      case "cgi-var" -> CoreChecks::cgiVar;
      case "http-protocol-options" -> CoreChecks::httpProtocolOptions;
      case "listen" -> CoreChecks::listen;
      case "buffer-size" -> CoreChecks::bufferSize;
      case "factor" -> CoreChecks::factor;
      case "mutex" -> CoreChecks::mutex;
      case "user" -> CoreChecks::user;
      case "group" -> CoreChecks::group;

      case "require" -> AuthChecks::require;
      case "authn-alias" -> AuthChecks::authnAlias;
      case "authz-alias" -> AuthChecks::authzAlias;
      case "authn-provider" -> AuthChecks::authnProvider;
      case "allow-from" -> AuthChecks::allowFrom;
      case "allow-methods" -> AuthChecks::allowMethods;
      case "basic-fake" -> AuthChecks::basicFake;
      case "digest-memory" -> AuthChecks::digestMemory;
      case "ldap-url" -> AuthChecks::ldapUrl;
      case "ldap-cert" -> AuthChecks::ldapCertificate;
      case "ldap-ttl" -> AuthChecks::ldapTtl;
      case "fcgi-provider" -> AuthChecks::fcgiProvider;
      case "fcgi-check" -> AuthChecks::fcgiCheck;

      case "alias" -> MappingChecks::alias;
      case "redirect" -> MappingChecks::redirect;
      case "set-env-if" -> MappingChecks::setEnvIf;
      case "set-env-if-expr" -> MappingChecks::setEnvIfExpr;
      case "browser-match" -> MappingChecks::browserMatch;
      case "rewrite-options" -> MappingChecks::rewriteOptions;
      case "rewrite-base" -> MappingChecks::rewriteBase;
      case "rewrite-cond" -> MappingChecks::rewriteCond;
      case "rewrite-rule" -> MappingChecks::rewriteRule;
      case "rewrite-map" -> MappingChecks::rewriteMap;

      case "header" -> HeaderChecks::header;
      case "expires-by-type" -> HeaderChecks::expiresByType;
      case "expires-default" -> HeaderChecks::expiresDefault;
      case "cookie-expires" -> HeaderChecks::cookieExpires;
      case "cookie-name" -> HeaderChecks::cookieName;
      case "index-options" -> HeaderChecks::indexOptions;
      case "icons" -> HeaderChecks::icons;
      case "index-redirect" -> HeaderChecks::indexRedirect;
      case "user-dir" -> HeaderChecks::userDir;

      default -> rare(name, refusal);
    };
  }

  private static Check rare(String name, String refusal) {
    return switch (name) {
      case "proxy-section" -> ProxyChecks::section;
      case "proxy-pass" -> ProxyChecks::pass;
      case "proxy-reverse" -> ProxyChecks::reverse;
      case "proxy-remote" -> ProxyChecks::remote;
      case "proxy-set" -> ProxyChecks::set;
      case "proxy-error-override" -> ProxyChecks::errorOverride;
      case "balancer-member" -> ProxyChecks::member;
      case "source-address" -> ProxyChecks::sourceAddress;
      case "health-template" -> ProxyChecks::healthTemplate;
      case "health-expression" -> ProxyChecks::healthExpression;

      case "ssl-authorities" -> call -> SslChecks.authorities(call, refusal);
      case "ssl-pass-phrase" -> SslChecks::passPhrase;
      case "ssl-random-seed" -> SslChecks::randomSeed;
      case "ssl-ciphers" -> SslChecks::ciphers;
      case "ssl-crl-check" -> SslChecks::crlCheck;
      case "ssl-ocsp" -> SslChecks::ocsp;
      case "ssl-compression" -> SslChecks::compression;
      case "ssl-require" -> SslChecks::require;
      case "ssl-conf-cmd" -> SslChecks::confCommand;
      case "socache" -> SslChecks::socache;

      case "md-authority" -> MdChecks::authority;
      case "md-domain" -> MdChecks::domain;
      case "md-section" -> MdChecks::section;
      case "md-member" -> MdChecks::member;
      case "md-file" -> MdChecks::file;
      case "md-port-map" -> MdChecks::portMap;
      case "md-private-keys" -> MdChecks::privateKeys;
      case "md-window" -> MdChecks::window;
      case "md-eab" -> MdChecks::account;
      case "md-interval" -> MdChecks::interval;

      case "filter-declare" -> FilterChecks::filterDeclare;
      case "filter-provider" -> FilterChecks::filterProvider;
      case "filter-trace" -> FilterChecks::filterTrace;
      case "filter-protocol" -> FilterChecks::filterProtocol;
      case "filter-by-type" -> FilterChecks::filterByType;
      case "filter-note" -> FilterChecks::filterNote;
      case "ext-filter" -> FilterChecks::extFilter;
      case "substitute" -> FilterChecks::substitute;
      case "sed" -> FilterChecks::sed;
      case "cache-enable" -> ModuleChecks::cacheEnable;
      case "cache-disable" -> ModuleChecks::cacheDisable;
      case "cache-dir" -> ModuleChecks::cacheDirectory;
      case "socache-size" -> ModuleChecks::socacheSize;
      case "float" -> ModuleChecks::decimal;
      case "custom-log" -> ModuleChecks::customLog;
      case "log-format" -> ModuleChecks::logFormat;
      case "log-message" -> ModuleChecks::logMessage;
      case "request-read-timeout" -> ModuleChecks::requestReadTimeout;
      case "subnets", "remote-ip" -> ModuleChecks::subnets;
      case "h2-push-priority" -> ModuleChecks::h2PushPriority;
      case "h2-diary" -> ModuleChecks::h2Diary;
      case "h2-push-resource" -> ModuleChecks::h2PushResource;
      case "heartbeat" -> ModuleChecks::heartbeat;
      case "heartbeat-servers" -> ModuleChecks::heartbeatServers;
      case "modem" -> ModuleChecks::modem;
      case "lua-scope" -> ModuleChecks::luaScope;
      case "watchdog" -> ModuleChecks::watchdog;
      case "dbd-driver" -> ModuleChecks::dbdDriver;
      case "dav-provider" -> ModuleChecks::davProvider;
      case "charset" -> ModuleChecks::charset;
      case "suexec" -> ModuleChecks::suexec;
      case "suexec-flag" -> ModuleChecks::suexecFlag;
      default -> throw new IllegalStateException("no check of that name: " + name);
    };
  }
}
