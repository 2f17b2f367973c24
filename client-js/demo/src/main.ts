import { exchangeFiles } from "../../src/files/files.js";
import { join, prepare } from "../../src/parley.js";
import { ParleyApp } from "./app.js";
import { applyTheme } from "./ui/theme.js";

applyTheme();
document.body.append(new ParleyApp({ join, prepare, exchangeFiles }));
