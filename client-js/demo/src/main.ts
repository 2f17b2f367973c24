import { exchangeFiles } from "../../src/files/files.js";
import { join, prepare } from "../../src/parley.js";
import { attend } from "../../src/people/people.js";
import { safetyWords } from "../../src/safety/safety.js";
import { ParleyApp } from "./app.js";
import { applyTheme } from "./ui/theme.js";

applyTheme();
document.body.append(new ParleyApp({ join, prepare, exchangeFiles, attend, safetyWords }));
