package dev.parley.k8s;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of a Secret, which are base64 in a manifest. */
final class Base64Values {

  private Base64Values() {}

  static Map<String, String> of(Secret secret) {
    Map<String, String> values = new LinkedHashMap<>();
    secret
        .getData()
        .forEach((key, text) ->
            values.put(key, new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)));
    return values;
  }
}
