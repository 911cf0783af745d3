#!/usr/bin/env node
/** The command line of the packed package, which is built: `npx diorama generate street/quick`. */
import "../dist/cli/main.js";
