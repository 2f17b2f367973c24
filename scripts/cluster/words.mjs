// What is said to the person at the terminal, and what that person says.

export function say(sentence) {
  console.log(`run: ${sentence}`);
}

export function fail(sentence) {
  console.error(`run: ${sentence}`);
  process.exit(1);
}

const MOST = { gateways: 9, services: 4 };

/** {gateways, services, restarts, own, name, stop} and, from the environment, {port, java, flags}. */
export function arguments_(words) {
  const options = { gateways: 3, services: 2, restarts: true, own: false, name: "", stop: false };
  for (let i = 0; i < words.length; i++) {
    switch (words[i]) {
      case "--gateways":
        options.gateways = count("gateways", words[++i]);
        break;
      case "--services":
        options.services = count("services", words[++i]);
        break;
      case "--no-restart":
        options.restarts = false;
        break;
      case "--own-balancer":
        options.own = true;
        break;
      case "--name":
        options.name = name(words[++i]);
        break;
      case "--stop":
        options.stop = true;
        break;
      default:
        fail(`does not know ${words[i]}. ./run --help shows what it knows.`);
    }
  }
  const { PORT = "8080", JAVA_HOME = "", JAVA_FLAGS = "" } = process.env;
  return { ...options, port: Number(PORT), java: `${JAVA_HOME}/bin/java`, flags: JAVA_FLAGS.split(" ").filter(Boolean) };
}

function name(text) {
  if (!/^[a-z0-9]{1,20}$/.test(text ?? "")) fail("--name must be 1 to 20 of a-z and 0-9.");
  return text;
}

function count(what, text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > MOST[what]) {
    fail(`--${what} must be a number from 1 to ${MOST[what]}.`);
  }
  return number;
}
