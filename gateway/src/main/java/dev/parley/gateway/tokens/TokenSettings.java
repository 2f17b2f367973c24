package dev.parley.gateway.tokens;

import dev.parley.runtime.Setting;
import dev.parley.runtime.Settings;
import dev.parley.runtime.SettingsException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By which keys tokens are good, and for whom they must be made.
 *
 * @param secrets for HS256; the first signs what {@code ./run token} prints
 * @param files public keys
 * @param jwks where more public keys are; null: nowhere
 * @param audience that a token must name
 * @param issuer that a token must name; empty: any
 */
public record TokenSettings(
    List<Secret> secrets,
    List<KeyFile> files,
    @Nullable URI jwks,
    Duration refresh,
    String audience,
    String issuer) {
  private static final Duration APART = Duration.ofSeconds(3);
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private static final Setting<List<Secret>> SECRETS =
      Setting.list(
              "PARLEY_TOKEN_SECRETS",
              "",
              Secret::parse,
              "Secrets that sign tokens (HS256), each as kid=secret of 32 bytes or more; several"
                  + " while one is rotated.")
          .masked();

  private static final Setting<List<KeyFile>> FILES =
      Setting.list(
          "PARLEY_TOKEN_KEYS",
          "",
          KeyFile::read,
          "Files of public keys that check tokens: a JWK, a set of them, or kid=file of a PUBLIC"
              + " KEY in PEM.");

  private static final Setting<String> JWKS =
      Setting.of(
          "PARLEY_TOKEN_JWKS",
          "",
          TokenSettings::url,
          "The https URL of a JWK set whose keys check tokens.");

  private static final Setting<Duration> REFRESH =
      Setting.duration(
          "PARLEY_TOKEN_JWKS_REFRESH", "5m", "1s", "24h", "Between fetches of the JWK set.");

  private static final Setting<String> AUDIENCE =
      Setting.text("PARLEY_TOKEN_AUDIENCE", "parley", "Whom a token must be for (aud).");

  private static final Setting<String> ISSUER =
      Setting.text("PARLEY_TOKEN_ISSUER", "", "Who must have made a token (iss); empty: anybody.");

  /** Any of these makes a server ask for tokens. */
  public static final List<Setting<?>> KEYS = List.of(SECRETS, FILES, JWKS);

  /** All keys that are read here. */
  public static final List<Setting<?>> ALL =
      List.of(SECRETS, FILES, JWKS, REFRESH, AUDIENCE, ISSUER);

  /**
   * Reads the settings, and the files.
   *
   * @throws SettingsException where keys cannot be told apart
   */
  public static TokenSettings from(Settings settings) {
    String jwks = settings.get(JWKS);
    TokenSettings read =
        new TokenSettings(
            settings.get(SECRETS),
            settings.get(FILES),
            jwks.isEmpty() ? null : URI.create(jwks),
            settings.get(REFRESH),
            settings.get(AUDIENCE),
            settings.get(ISSUER));
    read.checkNames();
    return read;
  }

  /** Whether no token is asked for. */
  public boolean isOpen() {
    return secrets.isEmpty() && files.isEmpty() && jwks == null;
  }

  private void checkNames() {
    List<String> kids =
        Stream.concat(
                secrets.stream().map(Secret::kid),
                files.stream().map(KeyFile::kids).flatMap(List::stream))
            .toList();
    boolean single = kids.size() == 1 && jwks == null;
    if ((kids.contains("") && !single) || kids.stream().distinct().count() != kids.size()) {
      throw new SettingsException(
          List.of(
              "Of several keys of tokens each needs a kid of its own: PARLEY_TOKEN_SECRETS is"
                  + " kid=secret, PARLEY_TOKEN_KEYS is kid=file for a key in PEM."));
    }
  }

  /**
   * Who decides by these settings. With a JWKS URL it completes after the first answer from there,
   * or without any after 5 s.
   *
   * @throws IllegalArgumentException if Vert.x cannot use a key
   */
  public Future<Authority> authority(Vertx vertx, InstantSource clock) {
    if (isOpen()) {
      return Future.succeededFuture(new OpenAuthority());
    }
    List<TokenKey> keys = new ArrayList<>();
    secrets.forEach(secret -> keys.add(TokenKey.secret(vertx, secret)));
    files.forEach(file -> keys.addAll(file.keys(vertx)));
    if (jwks == null) {
      return Future.succeededFuture(authority(keys, null, clock));
    }
    RemoteKeys remote = new RemoteKeys(vertx, jwks, new RemoteKeys.Pace(refresh, APART, WITHIN));
    return remote.start().map(answered -> authority(keys, remote, clock));
  }

  private Authority authority(
      List<TokenKey> keys, @Nullable RemoteKeys remote, InstantSource clock) {
    return new TokenAuthority(new KeyRing(keys, remote), audience, issuer, clock);
  }

  /** Keys must not be read or changed on their way, so plain HTTP is for this machine alone. */
  private static String url(String text) {
    String fault = "must be an https URL without a user, or an http one of this machine";
    if (text.isEmpty()) {
      return text;
    }
    try {
      URI url = new URI(text);
      String host = url.getHost();
      boolean local = "http".equals(url.getScheme()) && host != null && Loopback.is(host);
      if (host != null && url.getUserInfo() == null && (local || "https".equals(url.getScheme()))) {
        return text;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(fault, e);
    }
    throw new IllegalArgumentException(fault);
  }
}
