/** The ways between the workspaces: links, so that each has an address and opens in a tab of its own if wanted. */
import { type Workspace, workspace, workspaces } from "./state";

export function Navigation() {
  return (
    <nav class="navigation" aria-label="Workspaces">
      {Object.entries(workspaces).map(([name, title]) => (
        <a
          key={name}
          href={addressOf(name)}
          aria-current={workspace.value === name ? "page" : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
            event.preventDefault();
            workspace.value = name as Workspace;
          }}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}

function addressOf(name: string): string {
  const address = new URL(location.href);
  address.searchParams.set("view", name);
  return address.search + address.hash;
}
