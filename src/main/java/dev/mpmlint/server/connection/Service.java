package dev.mpmlint.server.connection;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.http.Fault;
import dev.mpmlint.server.log.Served;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What connections need of the server around them. Used by all worker threads at once.
public interface Service {
  /// Fills the answer: finds virtual host, path and handler and runs it. Every fault becomes an answer.
  void serve(Exchange exchange);

  /// Fills the answer to a request that could not be read, and logs why.
  void refuse(Exchange exchange, Fault fault);

  /// What is answered when the connection failed before its first request; null when nothing can be.
  @Nullable Fault faultOf(IOException e, Peer peer);

  /// This program is at fault: logs it.
  ///
  /// @param exchange what was served meanwhile
  void broken(Exchange exchange, Throwable fault);

  /// An answer was sent, or given up: for the access log.
  void done(Exchange exchange, Served served);

  /// Whether this child is to end as soon as it can: connections are not kept any more.
  boolean ending();

  /// The value of the `Server` header.
  String product();
}
