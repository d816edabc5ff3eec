package dev.mpmlint.advise.simulate;

/// A pool behind the workers, such as php-fpm's: a request holds its worker while it waits for a place there, and is served
/// there.
///
/// @param workers that it has for each machine (`pm.max_children`); 0 when there is no such pool
/// @param share of the requests that go there, 0 to 1
/// @param backlog requests that may wait (`listen.backlog`); further ones get 503 at once
public record Backend(int workers, double share, int backlog) {
  public static final Backend NONE = new Backend(0, 0, 0);
}
