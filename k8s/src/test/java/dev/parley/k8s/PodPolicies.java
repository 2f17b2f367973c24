package dev.parley.k8s;

import static dev.parley.k8s.Policy.unless;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one pod must be. */
final class PodPolicies {

  static final List<Policy> ALL =
      List.of(
          Policy.ofEach("a pod has one container", PodPolicies::containers),
          Policy.ofEach("resources are requested and limited", PodPolicies::resources),
          Policy.ofEach("an image has a tag, which is not latest", PodPolicies::image),
          Policy.ofEach("the pod security standard restricted is met", PodPolicies::restricted),
          Policy.ofEach("a pod is told nothing that it has not asked for", PodPolicies::untold),
          Policy.ofEach("the root is read-only, and what is mounted exists", PodPolicies::volumes),
          Policy.ofEach("there are three probes, which differ", PodPolicies::probes));

  private PodPolicies() {}

  private static Stream<String> containers(Deployment deployment) {
    int count = Manifests.pod(deployment).getContainers().size();
    return unless(count == 1, "has %d containers".formatted(count));
  }

  private static Stream<String> resources(Deployment deployment) {
    ResourceRequirements resources = Manifests.container(deployment).getResources();
    if (resources == null) {
      return Stream.of("has no resources");
    }
    return Stream.of("cpu", "memory")
        .flatMap(what ->
            Stream.concat(
                unless(resources.getLimits().containsKey(what), "no limit of " + what),
                unless(resources.getRequests().containsKey(what), "no request of " + what)));
  }

  private static Stream<String> image(Deployment deployment) {
    String image = Objects.toString(Manifests.container(deployment).getImage(), "");
    String last = image.substring(image.lastIndexOf('/') + 1);
    return unless(
        last.matches("[a-z0-9._-]+:[A-Za-z0-9._-]+") && !last.endsWith(":latest"),
        "image \"%s\"".formatted(image));
  }

  private static Stream<String> restricted(Deployment deployment) {
    var pod = Manifests.pod(deployment).getSecurityContext();
    var container = Manifests.container(deployment).getSecurityContext();
    if (pod == null || container == null || container.getCapabilities() == null) {
      return Stream.of("lacks a security context, or its capabilities");
    }
    return Stream.of(
            unless(Boolean.TRUE.equals(pod.getRunAsNonRoot()), "runAsNonRoot is not set"),
            unless(pod.getRunAsUser() != null && pod.getRunAsUser() > 0, "runAsUser is no user"),
            unless(
                pod.getSeccompProfile() != null
                    && "RuntimeDefault".equals(pod.getSeccompProfile().getType()),
                "seccomp is not RuntimeDefault"),
            unless(
                Boolean.FALSE.equals(container.getAllowPrivilegeEscalation()),
                "allowPrivilegeEscalation is not false"),
            unless(
                container.getCapabilities().getDrop().equals(List.of("ALL"))
                    && container.getCapabilities().getAdd().isEmpty(),
                "capabilities are kept"))
        .flatMap(each -> each);
  }

  private static Stream<String> untold(Deployment deployment) {
    PodSpec pod = Manifests.pod(deployment);
    return Stream.concat(
        unless(
            Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()),
            "automountServiceAccountToken is not false"),
        unless(
            Boolean.FALSE.equals(pod.getEnableServiceLinks()), "enableServiceLinks is not false"));
  }

  private static Stream<String> volumes(Deployment deployment) {
    var security = Manifests.container(deployment).getSecurityContext();
    List<String> volumes =
        Manifests.pod(deployment).getVolumes().stream().map(Volume::getName).toList();
    List<String> mounts =
        Manifests.container(deployment).getVolumeMounts().stream()
            .map(VolumeMount::getName)
            .toList();
    return Stream.concat(
        unless(
            security != null && Boolean.TRUE.equals(security.getReadOnlyRootFilesystem()),
            "readOnlyRootFilesystem is not true"),
        unless(volumes.equals(mounts), "mounts %s of the volumes %s".formatted(mounts, volumes)));
  }

  private static Stream<String> probes(Deployment deployment) {
    Container container = Manifests.container(deployment);
    Probe ready = container.getReadinessProbe();
    Probe live = container.getLivenessProbe();
    if (container.getStartupProbe() == null || ready == null || live == null) {
      return Stream.of("lacks a probe");
    }
    List<String> ports =
        Stream.of(container.getStartupProbe(), ready, live).flatMap(PodPolicies::port).toList();
    return Stream.concat(
        unless(!asks(ready).equals(asks(live)), "the ready and the live probe ask the same"),
        ports.stream()
            .filter(port -> !ports(container).contains(port))
            .map("a probe asks the unknown port "::concat));
  }

  private static String asks(Probe probe) {
    return "%s %s %s".formatted(probe.getHttpGet(), probe.getTcpSocket(), probe.getExec());
  }

  private static Stream<String> port(Probe probe) {
    return Stream.of(
            probe.getHttpGet() == null ? null : probe.getHttpGet().getPort(),
            probe.getTcpSocket() == null ? null : probe.getTcpSocket().getPort())
        .filter(Objects::nonNull)
        .map(IntOrString::getStrVal)
        .map(String::valueOf);
  }

  /** The names of the ports. */
  static Set<String> ports(Container container) {
    return container.getPorts().stream().map(ContainerPort::getName).collect(Collectors.toSet());
  }
}
