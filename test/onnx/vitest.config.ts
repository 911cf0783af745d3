import { defineConfig } from "vitest/config";

/** Needs the package onnxruntime-web, which `npm run test:onnx` installs. */
export default defineConfig({ test: { include: ["test/onnx/*.test.ts"], environment: "node", testTimeout: 120_000 } });
