package dev.mpmlint.httpd;

/// The contexts of httpd's manual.
public enum DirectiveContext {
  SERVER,
  VHOST,
  DIRECTORY,
  HTACCESS,
  PROXY
}
