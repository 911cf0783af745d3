import { defineConfig } from "vite";
import { buildConstants } from "./commit.config.ts";
import { decoderModules } from "./decoders.config.ts";

/** `vite build` makes the pages (studio and headless); `vite build --ssr` makes the command line for Node. */
export default defineConfig(({ isSsrBuild }) => ({
  base: "./",
  define: buildConstants,
  plugins: [decoderModules()],
  worker: { format: "es", plugins: () => [decoderModules()] },
  optimizeDeps: { exclude: ["@jsquash/jpeg", "@jsquash/png"] },
  build: isSsrBuild
    ? { outDir: "dist/cli", target: "node20", emptyOutDir: true, copyPublicDir: false }
    : {
        outDir: "dist/app",
        target: "es2023",
        emptyOutDir: true,
        chunkSizeWarningLimit: 2000,
        rolldownOptions: { input: ["index.html", "headless.html"] },
      },
}));
