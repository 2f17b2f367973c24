/**
 * Tests of what stands beside them: the manifests in {@code k8s/} and the {@code Dockerfile}.
 *
 * <p>The overlays are rendered by {@code kubectl kustomize}, read with no tolerance for a field
 * that Kubernetes does not know, and held to policies; the program itself is asked whether it would
 * start with what each container gives it. Every check is shown to find a fault that was planted.
 */
@NullMarked
package dev.parley.k8s;

import org.jspecify.annotations.NullMarked;
