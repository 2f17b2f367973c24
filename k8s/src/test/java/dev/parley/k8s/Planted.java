package dev.parley.k8s;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault that is planted in rendered manifests, at the first place that fits.
 *
 * @param name what it is
 * @param place a regular expression
 * @param instead what stands there then
 * @param said part of the sentence by which it is found
 */
record Planted(String name, String place, String instead, String said) {

  static final List<Planted> STRICT =
      List.of(
          fault("a misspelt field", "readinessProbe:", "readynessProbe:", "readynessProbe"),
          fault("a field of another kind", "replicas: 3", "size: 3", "size"),
          fault(
              "a field a level too high", "(?m)^spec:", "hostNetwork: true\nspec:", "hostNetwork"),
          fault(
              "the name of the model's own map",
              "(?m)^spec:",
              "additionalProperties: {}\nspec:",
              "additionalProperties"),
          fault("a word for a number", "replicas: 3", "replicas: three", "three"),
          fault("a text for a number", "replicas: 3", "replicas: \"3\"", "String value"),
          fault("a fraction for a number", "replicas: 3", "replicas: 2.5", "replicas"),
          fault("a number for a text", "(?m)PORT: \"8080\"", "PORT: 8080", "Integer value"),
          fault(
              "a text for a truth",
              "enableServiceLinks: false",
              "enableServiceLinks: \"false\"",
              "enableServiceLinks"),
          fault("one for many", "args:\n\\s+- gateway", "args: gateway", "args"),
          fault("many for one", "path: /health/live", "path: [/health/live]", "path"),
          fault("a field twice", "replicas: 3", "replicas: 3\n  replicas: 4", "replicas"),
          fault("another version", "policy/v1", "policy/v1beta1", "unknown kind"),
          fault("a misspelt kind", "kind: Service\n", "kind: Servce\n", "unknown kind"));

  static final List<Planted> POLICED =
      List.of(
          fault(
              "no memory limit",
              "(limits:\n +cpu: \"2\"\n) +memory: \\w+\n",
              "$1",
              "no limit of memory"),
          fault("no request", "requests:\n +cpu: 250m\n", "requests:\n", "no request of cpu"),
          fault("the tag latest", "parley:local", "parley:latest", "parley:latest"),
          fault("no tag", "parley:local", "parley", "image \"parley\""),
          fault("a port of a registry for a tag", "parley:local", "host:5000/parley", "host:5000"),
          fault("root", "runAsNonRoot: true", "runAsNonRoot: false", "runAsNonRoot"),
          fault("user 0", "runAsUser: 10001", "runAsUser: 0", "runAsUser"),
          fault("no seccomp", "type: RuntimeDefault", "type: Unconfined", "seccomp"),
          fault(
              "escalation",
              "allowPrivilegeEscalation: false",
              "allowPrivilegeEscalation: true",
              "allowPrivilegeEscalation"),
          fault(
              "a capability",
              "drop:\n( +)- ALL",
              "add: [NET_ADMIN]\n$1drop: [ALL]",
              "capabilities"),
          fault(
              "a token",
              "automountServiceAccountToken: false\n",
              "\n",
              "automountServiceAccountToken"),
          fault("service links", "enableServiceLinks: false\n", "\n", "enableServiceLinks"),
          fault(
              "a writable root",
              "readOnlyRootFilesystem: true",
              "readOnlyRootFilesystem: false",
              "readOnlyRootFilesystem"),
          fault(
              "an unknown volume",
              "mountPath: /tmp\n( +)name: tmp",
              "mountPath: /tmp\n$1name: temp",
              "temp"),
          fault(
              "a missing probe",
              " startupProbe:\n +failureThreshold: 120\n +httpGet:\n.*\n.*\n.*\n.*\n",
              "\n",
              "lacks a probe"),
          fault("one probe for two", "path: /health/live", "path: /health/ready", "ask the same"),
          fault(
              "a probe of nothing",
              "(/health/live\n +)port: management",
              "$1port: manager",
              "manager"),
          fault(
              "a second container",
              "containers:\n( +- )args:",
              "containers:\n$1name: spy\n$1args:",
              "2 containers"),
          fault(
              "too little grace",
              "GracePeriodSeconds: 45",
              "GracePeriodSeconds: 38",
              "grace of 38 s"),
          fault("a longer stop", "STOP_WITHIN: 30s", "STOP_WITHIN: 1m", "grace of 45 s for 68 s"),
          fault(
              "a longer drain",
              "DRAIN_WITHIN: 20s",
              "DRAIN_WITHIN: 28s",
              "a drain of '28s' in a stop of '30s'"),
          fault("no preStop", "lifecycle:\n.*preStop:\n.*\n.*\n", "\n", "lacks preStop"),
          fault("no surge", "maxSurge: 1", "maxSurge: 0", "maxSurge"),
          fault("an old pod first", "maxUnavailable: 0", "maxUnavailable: 1", "maxUnavailable 0"),
          fault(
              "pods all on one node",
              "topologyKey: kubernetes.io/hostname",
              "topologyKey: zone",
              "spread"),
          fault(
              "a budget of two",
              "(?m)^  maxUnavailable: 1",
              "  maxUnavailable: 2",
              "budgets match"),
          fault(
              "a budget for nobody",
              "(Budget\n(?:.*\n){5,9}.*name: )gateway\n",
              "$1gatway\n",
              "0 budgets"),
          fault(
              "a selector of others",
              "(matchLabels:\n +app.kubernetes.io/name: )gateway",
              "$1redis",
              "selects the pods of [redis]"),
          fault(
              "a Service of nobody",
              "(targetPort: http\n  selector:\n +app.kubernetes.io/name: )gateway",
              "$1gate",
              "selects no pods"),
          fault("a sticky Service", "sessionAffinity: None", "sessionAffinity: ClientIP", "sticky"),
          fault("a Service at no port", "targetPort: http", "targetPort: web", "port http is not"),
          fault("another public port", "PORT: \"8080\"", "PORT: \"8081\"", "the port http"),
          fault("another bus port", "BUS_PORT: \"5702\"", "BUS_PORT: \"0\"", "the port bus"),
          fault("no Secret", "(secretRef:\n +name: )cluster-\\w+", "$1cluster", "there is no"),
          fault("no key of a Secret", "key: password", "key: pasword", "nothing for"),
          fault(
              "ready pods only",
              "publishNotReadyAddresses: true",
              "publishNotReadyAddresses: false",
              "headless"),
          fault("a name of nobody", "CLUSTER_DNS: cluster", "CLUSTER_DNS: clusters", "clusters"));

  private static Planted fault(String name, String place, String instead, String said) {
    return new Planted(name, place, instead, said);
  }

  /** The text with the fault, which must have found its place. */
  String in(String text) {
    Matcher matcher = Pattern.compile(place).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no place for " + name);
    }
    return matcher.replaceFirst(instead);
  }

  @Override
  public String toString() {
    return name;
  }
}
