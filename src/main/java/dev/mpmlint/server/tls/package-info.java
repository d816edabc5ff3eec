/// TLS of virtual hosts with `SSLEngine on`, spoken by the JDK. The control process reads settings and files
/// ([dev.mpmlint.server.tls.TlsSettings], [dev.mpmlint.server.tls.TlsFiles]) and hands the material to its children, which
/// need not be able to read private keys.
@NullMarked
package dev.mpmlint.server.tls;

import org.jspecify.annotations.NullMarked;
