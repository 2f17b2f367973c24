# Sourced by ./run, ./verify and scripts/format, from the root of the repository: finds the tools, and builds what is stale.
# shellcheck shell=bash

say() { printf '%s: %s\n' "${0##*/}" "$*"; }
fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Exports JAVA_HOME, a JDK from 21, and MAVEN_OPTS for a Maven that runs on it.
use_jdk() {
  JAVA_HOME=$(scripts/java-home) || exit 1
  export JAVA_HOME
  MAVEN_OPTS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 ${MAVEN_OPTS-}"
  # Maven's own libraries still use what newer JDKs warn about.
  if [ "$(scripts/java-home --version "$JAVA_HOME")" -ge 24 ]; then
    MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED $MAVEN_OPTS"
  fi
  export MAVEN_OPTS
}

# The flags without which the JVM warns about what Hazelcast uses; older ones do not know them.
java_flags() {
  [ "$(scripts/java-home --version "$JAVA_HOME")" -lt 24 ] || printf '%s' --sun-misc-unsafe-memory-access=allow
}

need_maven() {
  command -v mvn >/dev/null || fail "Maven (mvn) is needed to build the server and was not found. Install Maven 3.8 or newer."
}

need_node() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    fail "Node.js and npm are needed to build the client and were not found. Install Node.js 20 or newer."
  fi
  local version
  version=$(node --version)
  version=${version#v}
  [ "${version%%.*}" -ge 20 ] || fail "Node.js 20 or newer is needed to build the client; this is $version."
}

# Whether a file below the folders given is newer than the stamp $1, or the stamp is absent.
# A file that went away shows too: it changed its folder.
stale() {
  local stamp=$1
  shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

# Installs the packages of the Node project in folder $1 when its lock file is newer than they are.
install_packages() {
  local folder=$1
  if [ "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ]; then
    say "installing the packages of $folder"
    npm --prefix "$folder" ci --no-audit --no-fund --loglevel=error ||
      fail "npm could not install the packages of $folder. The first time it needs the network."
    touch "$folder/node_modules/.package-lock.json"
  fi
}

build_client() {
  local stamp=client-js/dist/.built inputs
  inputs=$(find client-js -mindepth 1 -maxdepth 1 ! -name node_modules ! -name dist ! -name test)
  # shellcheck disable=SC2086 # one word a path: none has a space
  stale "$stamp" $inputs || return 0
  need_node
  install_packages client-js
  say "building the client"
  mkdir -p client-js/dist
  touch "$stamp.new"
  npm --prefix client-js run --silent build ||
    fail "The client could not be built; its compiler says why, above."
  npm --prefix client-js run --silent build:demo -- --logLevel warn ||
    fail "The call app could not be built; its compiler says why, above."
  mv "$stamp.new" "$stamp"
}

build_server() {
  local stamp=all-in-one/target/.built
  # The jar holds the built client too.
  stale "$stamp" pom.xml .mvn ./*/pom.xml ./*/src/main client-js/dist/.built || return 0
  say "building the server"
  package_server -q -Dmaven.test.skip=true -pl all-in-one -am package ||
    fail "The server could not be built; Maven says why, above. The first time it needs the network."
}

# Runs Maven with the arguments given, up to the package or farther, and remembers from when its sources are.
package_server() {
  local stamp=all-in-one/target/.built
  need_maven
  rm -rf all-in-one/target/classes/webroot
  mkdir -p all-in-one/target
  touch "$stamp.new"
  mvn -B -ntp "$@" </dev/null && mv "$stamp.new" "$stamp"
}
