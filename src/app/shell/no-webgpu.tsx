/** The page for a browser that cannot render: what is missing and how to get it. */
import { Logo } from "./logo";

const reasons = {
  browser: {
    title: "This browser has no WebGPU",
    text: "Diorama renders on your graphics card through WebGPU, and this browser does not offer it to this page.",
  },
  adapter: {
    title: "WebGPU found no graphics adapter",
    text: "This browser knows WebGPU, but it offers no adapter for it. The graphics driver may be on its block list, or hardware acceleration is off.",
  },
} as const;

/** Shown in place of the studio. */
export function NoWebGpu({ missing }: { missing: keyof typeof reasons }) {
  const { title, text } = reasons[missing];
  return (
    <>
      <header class="top">
        <Logo />
      </header>
      <main class="notice-page">
        <h2>{title}</h2>
        <p>{text}</p>
        <h3>Browsers that have it</h3>
        <ul>
          <li>
            <b>Chrome, Edge</b> and other Chromium browsers from version 113 on Windows, macOS and ChromeOS, from 121 on Android.
            On Linux, switch it on at <code>chrome://flags/#enable-unsafe-webgpu</code> and{" "}
            <code>chrome://flags/#enable-vulkan</code>.
          </li>
          <li>
            <b>Safari</b> 26 on macOS, iOS and iPadOS.
          </li>
          <li>
            <b>Firefox</b> from 141 on Windows and 145 on macOS with Apple silicon. Elsewhere, set <code>dom.webgpu.enabled</code>{" "}
            to true in <code>about:config</code>.
          </li>
        </ul>
        <h3>If yours is one of these</h3>
        <ul>
          <li>Open the page over https or from localhost: browsers hide WebGPU from other addresses.</li>
          <li>Turn on “Use graphics acceleration when available” in the browser's system settings, then restart it.</li>
          <li>
            See what the browser says at <code>chrome://gpu</code> or <code>about:support</code>.
          </li>
        </ul>
        <p>
          <button type="button" class="primary" onClick={() => location.reload()}>
            Try again
          </button>
        </p>
      </main>
    </>
  );
}
