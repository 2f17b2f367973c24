package dev.parley.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables that a container is started with, as the kubelet makes them: first what comes from
 * whole ConfigMaps and Secrets, then the single ones, in which {@code $(NAME)} is an earlier one.
 */
final class Environment {

  /** What a pod's own address looks like. */
  private static final String POD_IP = "10.244.1.7";

  private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_]*)\\)");

  private Environment() {}

  static Map<String, String> of(Manifests manifests, Container container) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (EnvFromSource source : container.getEnvFrom()) {
      environment.putAll(all(manifests, source).orElse(Map.of()));
    }
    for (EnvVar variable : container.getEnv()) {
      environment.put(
          variable.getName(),
          variable.getValueFrom() == null
              ? expanded(Optional.ofNullable(variable.getValue()).orElse(""), environment)
              : one(manifests, variable.getValueFrom()).orElse(""));
    }
    return environment;
  }

  /** Empty when there is no such ConfigMap or Secret. */
  static Optional<Map<String, String>> all(Manifests manifests, EnvFromSource source) {
    return source.getConfigMapRef() != null
        ? manifests.configMap(source.getConfigMapRef().getName())
        : manifests.secret(source.getSecretRef().getName());
  }

  /** Empty when there is no such key. */
  static Optional<String> one(Manifests manifests, EnvVarSource source) {
    if (source.getSecretKeyRef() != null) {
      var reference = source.getSecretKeyRef();
      return manifests.secret(reference.getName()).map(values -> values.get(reference.getKey()));
    }
    if (source.getFieldRef() != null
        && source.getFieldRef().getFieldPath().equals("status.podIP")) {
      return Optional.of(POD_IP);
    }
    return Optional.empty();
  }

  /** As the kubelet does, leaves alone what names no earlier variable. */
  static String expanded(String text, Map<String, String> earlier) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement(earlier.getOrDefault(match.group(1), match.group())));
  }
}
