package dev.mpmlint.advise;

import dev.mpmlint.mpm.Mpm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All that is known besides the configuration. Immutable; made from [#NONE] by the `with…` methods.
///
/// @param numbers of several sources for one number, the one that is believed most has won
/// @param pools the php-fpm pools that the server passes requests to
/// @param evidence what was seen, beside the numbers: sentences without final period
/// @param wishes what the user wants whatever the configuration says
/// @param mpm the MPM that the numbers are for, null for the one that is recommended
public record Inputs(Map<Quantity, Known> numbers, List<FpmPool> pools, List<String> evidence, Wishes wishes, @Nullable Mpm mpm) {
  public static final Inputs NONE = new Inputs(Map.of(), List.of(), List.of(), Wishes.NONE, null);

  /// What a person answers; null where the configuration is to be asked.
  ///
  /// @param modPhp whether PHP runs inside httpd
  /// @param usersPerHost whether virtual hosts run as users of their own
  /// @param http2 whether HTTP/2 is wanted
  public record Wishes(@Nullable Boolean modPhp, @Nullable Boolean usersPerHost, @Nullable Boolean http2) {
    public static final Wishes NONE = new Wishes(null, null, null);
  }

  public Inputs {
    Map<Quantity, Known> copy = new EnumMap<>(Quantity.class);
    copy.putAll(numbers);
    numbers = Collections.unmodifiableMap(copy);
    pools = List.copyOf(pools);
    evidence = List.copyOf(evidence);
  }

  /// With a number, unless one of a source that is believed more, or of the same, is there already.
  public Inputs with(Quantity quantity, double value, Known.Source source) {
    Known old = numbers.get(quantity);
    if (old != null && old.source().compareTo(source) <= 0) {
      return this;
    }
    Map<Quantity, Known> more = new EnumMap<>(Quantity.class);
    more.putAll(numbers);
    more.put(quantity, new Known(value, source));
    return new Inputs(more, pools, evidence, wishes, mpm);
  }

  Inputs without(Quantity quantity) {
    Map<Quantity, Known> fewer = new EnumMap<>(Quantity.class);
    fewer.putAll(numbers);
    fewer.remove(quantity);
    return new Inputs(fewer, pools, evidence, wishes, mpm);
  }

  public Inputs withPool(FpmPool pool) {
    List<FpmPool> more = new ArrayList<>(pools);
    more.add(pool);
    return new Inputs(numbers, more, evidence, wishes, mpm);
  }

  /// With a sentence on what was seen.
  public Inputs seeing(String sentence) {
    List<String> more = new ArrayList<>(evidence);
    more.add(sentence);
    return new Inputs(numbers, pools, more, wishes, mpm);
  }

  public Inputs withWishes(Wishes to) {
    return new Inputs(numbers, pools, evidence, to, mpm);
  }

  /// With the MPM that the numbers are for.
  public Inputs forMpm(@Nullable Mpm to) {
    return new Inputs(numbers, pools, evidence, wishes, to);
  }

  public Optional<Known> known(Quantity quantity) {
    return Optional.ofNullable(numbers.get(quantity));
  }

  /// NaN where it is not known.
  double value(Quantity quantity) {
    Known known = numbers.get(quantity);
    return known == null ? Double.NaN : known.value();
  }

  boolean has(Quantity quantity) {
    return numbers.containsKey(quantity);
  }

  boolean hasStated(Quantity quantity) {
    Known known = numbers.get(quantity);
    return known != null && !known.assumed();
  }
}
