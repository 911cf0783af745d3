import { defineConfig, type Plugin } from "vite";
import { buildConstants } from "./commit.config.ts";
import { decoderModules } from "./decoders.config.ts";
import { offlineFiles, serviceWorker } from "./offline.config.ts";

/** `vite build` makes the pages (studio and headless); `vite build --ssr` makes the command line for Node. */
export default defineConfig(({ isSsrBuild }) => ({
  base: "./",
  define: buildConstants,
  plugins: [decoderModules(), inlineStyles(), ...(isSsrBuild ? [] : [offlineFiles()])],
  worker: { format: "es", plugins: () => [decoderModules()] },
  optimizeDeps: { exclude: ["@jsquash/jpeg", "@jsquash/png"] },
  build: isSsrBuild
    ? { outDir: "dist/cli", target: "node20", emptyOutDir: true, copyPublicDir: false }
    : {
        outDir: "dist/app",
        target: "es2023",
        emptyOutDir: true,
        chunkSizeWarningLimit: 2000,
        rolldownOptions: {
          input: { index: "index.html", headless: "headless.html", [serviceWorker]: "src/app/service-worker.ts" },
          output: {
            entryFileNames: ({ name }) => (name === serviceWorker ? `${serviceWorker}.js` : "assets/[name]-[hash].js"),
          },
        },
      },
}));

/** The development server, and it alone, puts styles into the page from scripts, which the policy of the page forbids. */
function inlineStyles(): Plugin {
  return {
    name: "inline-styles",
    apply: (_, { command, isPreview }) => command === "serve" && !isPreview,
    transformIndexHtml: (html) => html.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
  };
}
