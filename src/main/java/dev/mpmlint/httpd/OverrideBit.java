package dev.mpmlint.httpd;

/// Where a directive may stand, as httpd's command tables say it (`req_override`).
public enum OverrideBit {
  /// Outside per-directory sections: at server level and in virtual hosts.
  RSRC_CONF,
  /// Inside per-directory sections: Directory, Location, Files, If, Proxy.
  ACCESS_CONF,
  /// In `.htaccess` under AllowOverride Limit, and in per-directory sections.
  OR_LIMIT,
  /// In `.htaccess` under AllowOverride Options, in per-directory sections, and at server level.
  OR_OPTIONS,
  /// In `.htaccess` under AllowOverride FileInfo, in per-directory sections, and at server level.
  OR_FILEINFO,
  /// In `.htaccess` under AllowOverride AuthConfig, and in per-directory sections.
  OR_AUTHCFG,
  /// In `.htaccess` under AllowOverride Indexes, in per-directory sections, and at server level.
  OR_INDEXES,
  /// Everywhere: the sum of the OR_ bits.
  OR_ALL,
  /// Inside Proxy sections.
  PROXY_CONF;

  /// At server level, outside all per-directory sections.
  public boolean atServer() {
    return switch (this) {
      case RSRC_CONF, OR_OPTIONS, OR_FILEINFO, OR_INDEXES, OR_ALL -> true;
      case ACCESS_CONF, OR_LIMIT, OR_AUTHCFG, PROXY_CONF -> false;
    };
  }

  /// In a per-directory section other than Proxy.
  public boolean inDirectory() {
    return switch (this) {
      case ACCESS_CONF, OR_LIMIT, OR_OPTIONS, OR_FILEINFO, OR_AUTHCFG, OR_INDEXES, OR_ALL -> true;
      case RSRC_CONF, PROXY_CONF -> false;
    };
  }

  /// In `.htaccess`, if AllowOverride has the class for it.
  public boolean inHtaccess() {
    return switch (this) {
      case OR_LIMIT, OR_OPTIONS, OR_FILEINFO, OR_AUTHCFG, OR_INDEXES, OR_ALL -> true;
      case RSRC_CONF, ACCESS_CONF, PROXY_CONF -> false;
    };
  }
}
