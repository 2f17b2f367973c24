package dev.parley.k8s;

import static dev.parley.k8s.Policy.at;
import static dev.parley.k8s.Policy.unless;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** That what names something else names what is there. */
final class WiringPolicies {

  private static final Map<String, String> PORT_OF_SETTING =
      Map.of(
          "PORT", "http",
          "PARLEY_CLUSTER_PORT", "membership",
          "PARLEY_BUS_PORT", "bus",
          "PARLEY_MANAGEMENT_PORT", "management");

  static final List<Policy> ALL =
      List.of(
          new Policy(
              "a Deployment selects its own pods and no others",
              manifests -> manifests.deployments().flatMap(each -> selector(manifests, each))),
          new Policy(
              "a Service reaches pods, at ports that they have",
              manifests -> manifests.all(Service.class).flatMap(each -> service(manifests, each))),
          new Policy(
              "the ports that are set are the ports that are declared",
              manifests -> manifests.ours().flatMap(each -> ports(manifests, each))),
          new Policy(
              "ConfigMaps and Secrets that are named exist",
              manifests -> manifests.deployments().flatMap(each -> references(manifests, each))),
          new Policy(
              "every process is found by the name of the cluster, ready or not",
              manifests -> manifests.ours().flatMap(each -> discovery(manifests, each))));

  private WiringPolicies() {}

  private static Stream<String> selector(Manifests manifests, Deployment deployment) {
    Map<String, String> selector = deployment.getSpec().getSelector().getMatchLabels();
    List<String> selected =
        manifests
            .deployments()
            .filter(each -> Manifests.selects(selector, each))
            .map(Manifests::name)
            .toList();
    String name = Manifests.name(deployment);
    return unless(
        selected.equals(List.of(name)), at(name) + "selects the pods of %s".formatted(selected));
  }

  private static Stream<String> service(Manifests manifests, Service service) {
    List<Container> containers =
        manifests
            .deployments()
            .filter(each -> Manifests.selects(service.getSpec().getSelector(), each))
            .map(Manifests::container)
            .toList();
    String name = at("Service " + Manifests.name(service));
    return Stream.of(
            unless(!containers.isEmpty(), name + "selects no pods"),
            unless(
                !"ClientIP".equals(service.getSpec().getSessionAffinity()),
                name + "is sticky, though any gateway resumes any session"),
            service.getSpec().getPorts().stream()
                .filter(port -> !containers.stream().allMatch(each -> has(each, port)))
                .map(port -> name + "port %s is not in its pods".formatted(port.getName())))
        .flatMap(each -> each);
  }

  private static boolean has(Container container, ServicePort port) {
    return port.getTargetPort() != null
        && PodPolicies.ports(container).contains(port.getTargetPort().getStrVal());
  }

  private static Stream<String> ports(Manifests manifests, Deployment deployment) {
    Container container = Manifests.container(deployment);
    Map<String, String> environment = Environment.of(manifests, container);
    String name = at(Manifests.name(deployment));
    return container.getPorts().stream()
        .flatMap(port ->
            unless(
                port.getContainerPort().toString().equals(setting(environment, port)),
                name + "the port %s is not the one that is set".formatted(port.getName())));
  }

  private static String setting(Map<String, String> environment, ContainerPort port) {
    return PORT_OF_SETTING.entrySet().stream()
        .filter(entry -> entry.getValue().equals(port.getName()))
        .map(entry -> environment.get(entry.getKey()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("none");
  }

  private static Stream<String> references(Manifests manifests, Deployment deployment) {
    Container container = Manifests.container(deployment);
    String name = at(Manifests.name(deployment));
    return Stream.concat(
        container.getEnvFrom().stream()
            .filter(source -> !isOptional(source))
            .filter(source -> Environment.all(manifests, source).isEmpty())
            .map(source -> name + "there is no " + source),
        container.getEnv().stream()
            .filter(variable -> variable.getValueFrom() != null)
            .filter(variable -> Environment.one(manifests, variable.getValueFrom()).isEmpty())
            .map(variable -> name + "there is nothing for " + variable.getName()));
  }

  private static boolean isOptional(EnvFromSource source) {
    return source.getSecretRef() != null
        && Boolean.TRUE.equals(source.getSecretRef().getOptional());
  }

  private static Stream<String> discovery(Manifests manifests, Deployment deployment) {
    String dns =
        Environment.of(manifests, Manifests.container(deployment))
            .getOrDefault("PARLEY_CLUSTER_DNS", "");
    Optional<Service> service =
        manifests
            .named(Service.class, dns)
            .filter(each -> "None".equals(each.getSpec().getClusterIP()))
            .filter(each -> Boolean.TRUE.equals(each.getSpec().getPublishNotReadyAddresses()))
            .filter(each -> Manifests.selects(each.getSpec().getSelector(), deployment));
    return unless(
        service.isPresent(),
        at(Manifests.name(deployment))
            + "\"%s\" is no headless Service that knows it".formatted(dns));
  }
}
