# One image for every role: `docker build -t parley:local .`, then `docker run parley:local all --print-config`.
# The runtime stage runs nothing while it is built, so its base needs no shell:
#   --build-arg BASE=…   any image with a JRE from 25 on the path
# The images of the other stages can be replaced in the same way.
ARG NODE=node:22.21.0-bookworm-slim
ARG MAVEN=maven:3.9.11-eclipse-temurin-25-noble
ARG BASE=eclipse-temurin:25.0.1_8-jre-noble

FROM ${NODE} AS client
WORKDIR /src/client-js
# The packages are a layer of their own: they change less often than the sources.
COPY client-js/package.json client-js/package-lock.json client-js/.npmrc ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY client-js ./
RUN npm run --silent build && npm run --silent build:demo -- --logLevel warn

FROM ${MAVEN} AS server
WORKDIR /src
COPY . .
COPY --from=client /src/client-js/dist client-js/dist
RUN mvn -B -ntp -q -Dmaven.test.skip=true -pl all-in-one -am package

FROM ${BASE}
COPY --from=server /src/all-in-one/target/lib /app/lib
COPY --from=server /src/all-in-one/target/parley.jar /app/parley.jar
# By number, so that Kubernetes can see that it is not root.
USER 10001:10001
# The public port, and health and metrics.
EXPOSE 8080 9090
# Half of the memory limit is for the heap; sockets, threads and code need the rest. G1 or serial is the
# JVM's own choice, by the cores that it gets. Nothing is written: Vert.x needs no cache of files from the class
# path, the JVM no page of counters. So the root may be read-only.
# What Netty and Hazelcast reach for inside the JDK is allowed by the manifest of the jar.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-Dvertx.disableFileCPResolving=true", "--sun-misc-unsafe-memory-access=allow", "-jar", "/app/parley.jar"]
CMD ["gateway"]
