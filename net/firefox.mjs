// node firefox.mjs BROWSER URL: Firefox with one page of its own at the URL, to be run in the network namespace in which
// it shall be: WebDriver BiDi is a socket on loopback. Reads lines {id, source, argument}, calls that function in
// the page, and answers {id, value} or {id, error}. Its first line says that the page is there: {id: 0}. Ends with its
// standard input.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [, , executablePath, url] = process.argv;
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  headless: true,
  acceptInsecureCerts: true,
  extraPrefsFirefox: {
    "media.navigator.streams.fake": true,
    "media.navigator.permission.disabled": true,
    "media.autoplay.default": 0,
    "media.peerconnection.ice.obfuscate_host_addresses": false,
  },
});
const answer = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
try {
  const page = await browser.newPage();
  await page.goto(url);
  answer({ id: 0 });
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, source, argument } = JSON.parse(line);
    page.evaluate(`(${source})(${JSON.stringify(argument)})`).then(
      (value) => answer({ id, value }),
      (error) => answer({ id, error: String(error) }),
    );
  }
} finally {
  await browser.close();
}
