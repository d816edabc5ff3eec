package dev.mpmlint.advise.simulate;

/// The backend's workers of one machine, and the requests that wait for one. Owned by one thread.
final class BackendPool {
  /// What becomes of a request.
  enum Answer {
    SERVES,
    WAITS,
    REFUSES
  }

  private final Backend backend;
  private final Clients clients;
  private int busy;
  private int waiting;
  private int first = -1;
  private int last = -1;

  BackendPool(Backend backend, Clients clients) {
    this.backend = backend;
    this.clients = clients;
  }

  boolean isThere() {
    return backend.workers() > 0;
  }

  int busy() {
    return busy;
  }

  Answer ask(int client, long now) {
    clients.asked[client] = now;
    if (busy < backend.workers()) {
      busy++;
      clients.set(client, Clients.IN_BACKEND);
      return Answer.SERVES;
    }
    if (waiting >= backend.backlog()) {
      return Answer.REFUSES;
    }
    clients.set(client, Clients.IN_BACKEND);
    clients.next[client] = -1;
    if (last < 0) {
      first = client;
    } else {
      clients.next[last] = client;
    }
    last = client;
    waiting++;
    return Answer.WAITS;
  }

  /// A request is done.
  ///
  /// @return the one that gets its place; -1 when none waits
  int leave(int client) {
    clients.unset(client, Clients.IN_BACKEND);
    if (first < 0) {
      busy--;
      return -1;
    }
    int next = first;
    first = clients.next[next];
    last = first < 0 ? -1 : last;
    waiting--;
    return next;
  }
}
