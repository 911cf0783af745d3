import { defineConfig } from "vite";

/** `vite build` makes the pages (studio and headless); `vite build --ssr` makes the command line for Node. */
export default defineConfig(({ isSsrBuild }) => ({
  base: "./",
  worker: { format: "es" },
  optimizeDeps: { exclude: ["@jsquash/png"] },
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
